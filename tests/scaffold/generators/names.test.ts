import { expect, test } from 'vitest'
import { splitWords } from '../../../src/scaffold/generators/schema-words.js'
import { singular } from '../../../src/scaffold/generators/singular.js'
import { snakeCase } from '../../../src/scaffold/generators/snake-case.js'
import { entityOf, wordsOf } from '../../../src/scaffold/generators/subject.js'

test.each([['UnitPrice', 'unit_price'], ['IPAddress', 'ip_address'], ['e-mail', 'e_mail'], ['first name', 'first_name'], ['_id', 'id'], ['createdAt', 'created_at'], ['größe', 'größe'], ['', '']])('%s -> %s', (name, expected) => {
  expect(snakeCase(name)).toBe(expected)
})

test.each([
  ['users', 'user'], ['people', 'person'], ['categories', 'category'], ['addresses', 'address'], ['statuses', 'status'], ['status', 'status'], ['boxes', 'box'], ['news', 'news'], ['areas', 'area'], ['bus', 'bus'],
  ['movies', 'movie'], ['media', 'media'], ['glass', 'glass'], ['analysis', 'analysis'], ['user', 'user'], ['', ''],
  ['sizes', 'size'], ['prizes', 'prize'], ['waltzes', 'waltz'], ['buzzes', 'buzz'], ['caches', 'cache'], ['matches', 'match'], ['boxes', 'box'], ['warehouses', 'warehouse'], ['processes', 'process'],
])('the singular of "%s" is "%s"', (word, expected) => {
  expect(singular(word)).toBe(expected)
})

test.each([['tblOrderItems', 'order_item'], ['app_users', 'user'], ['ProductCategory', 'product_category'], ['productcategory', 'product_category'], ['t', 't']])('the table %s is of %s', (name, expected) => {
  expect(entityOf(name)).toBe(expected)
})

test.each([
  ['scheduledstartdate', 'scheduled start date'], ['minorderqty', 'min order qty'], ['phonenumber', 'phone number'], ['firstname', 'first name'], ['password', 'password'], ['discount', 'discount'], ['country', 'country'],
  ['package', 'package'], ['zqxwvut', 'zqxwvut'], ['postage', 'postage'], ['format', 'format'],
])('%s is %s', (name, expected) => {
  expect(splitWords(name).join(' ')).toBe(expected)
})

test('words that stand together are parted within a name that has others', () => {
  expect(wordsOf('ship_postalcode')).toBe('ship_postal_code')
})
