import { expect, test } from 'vitest'
import { tableFor } from '../../src/scaffold/table-for.js'

test.each([
  ['User', 'users'],
  ['Category', 'categories'],
  ['BlogPost', 'blog_posts'],
  ['Person', 'people'],
  ['SalesPerson', 'sales_people'],
  ['Child', 'children'],
  ['Day', 'days'],
  ['Company', 'companies'],
  ['Address', 'addresses'],
  ['Status', 'statuses'],
  ['Bus', 'buses'],
  ['Alias', 'aliases'],
  ['Box', 'boxes'],
  ['Match', 'matches'],
  ['Dish', 'dishes'],
  ['Analysis', 'analyses'],
  ['Hero', 'heroes'],
  ['Photo', 'photos'],
  ['Quiz', 'quizzes'],
  ['News', 'news'],
  ['Series', 'series'],
  ['Users', 'users'],
  ['People', 'people'],
  ['Categories', 'categories'],
  ['APIKey', 'api_keys'],
  ['OrderItem', 'order_items'],
  ['Constructor', 'constructors'],
  ['HasOwnProperty', 'has_own_properties'],
])('%s stands for the table %s', (name, table) => {
  expect(tableFor(name)).toBe(table)
})
