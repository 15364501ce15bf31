import createKnex from 'knex'
import { afterAll, describe, expect, test } from 'vitest'
import type { DatabaseTable } from '../../../src/database/schema/database-schema.js'
import { createSession } from '../../../src/factory/create-session.js'
import { generatorFor } from './support/generator-for.js'
import { generatorsFor } from '../../../src/scaffold/generators/generators-for.js'
import { agreementTables } from './support/agreement-tables.js'
import { faultOf } from './support/check-value.js'
import { factoryFor } from './support/made-factory.js'
import { column, table, unique } from './support/tables.js'

const knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true })
afterAll(() => knex.destroy())

type Row = Readonly<Record<string, any>>

function tableNamed(name: string): DatabaseTable {
  const found = agreementTables.find((one) => one.name === name)
  if (found === undefined) throw new Error(`No table "${name}".`)
  return found
}

function rowsOf(name: string, count = 60): readonly Row[] {
  return new (factoryFor(tableNamed(name)))(createSession(knex, { seed: 3 })).makeBatch(count)
}

const ascii = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '')

test.each(agreementTables.map((one) => [one.name, one] as const))('rows of %s keep to the limits of each column, and none reads itself', (name, made) => {
  for (const row of rowsOf(name, 40)) {
    for (const own of made.columns) if (row[own.name] !== undefined) expect([own.name, faultOf(row[own.name], own)]).toEqual([own.name, undefined])
  }
})

describe('people', () => {
  test('the full name, the initials, the user name and the e-mail address are those of first and last name', () => {
    for (const row of rowsOf('users')) {
      expect(row['full_name']).toBe(`${row['first_name']} ${row['last_name']}`)
      expect(row['initials']).toBe(`${row['first_name'][0]}${row['last_name'][0]}`)
      expect(ascii(row['username'])).toContain(ascii(row['first_name']))
      expect(ascii(row['email'])).toContain(ascii(row['first_name']))
      expect(row['email']).toMatch(/^[^@\s]+@example\.(?:com|net|org)$/)
    }
  })

  test('an e-mail address is made of a name as well, and a short column cuts what is before the @', () => {
    for (const row of rowsOf('authors')) expect(ascii(row['email'])).toContain(ascii(row['name'].split(' ')[0]))
    for (const { email } of rowsOf('staff')) if (email !== null) expect(email).toMatch(/@example\.com$/)
  })

  test('the age is that of the birth date', () => {
    for (const row of rowsOf('users')) expect(row['age']).toBe(2025 - row['birth_date'].getUTCFullYear())
  })

  test('an overridden name is the one that counts', () => {
    const users = new (factoryFor(tableNamed('users')))(createSession(knex, { seed: 3 }))
    expect(users.make({ first_name: 'Zoe', last_name: 'Quux' })['full_name']).toBe('Zoe Quux')
  })
})

describe('moments', () => {
  test('come in their order, and what did not happen is not followed', () => {
    for (const row of rowsOf('orders')) {
      expect(row['created_at'] < row['updated_at']).toBe(true)
      for (const [before, after] of [['ordered_at', 'paid_at'], ['paid_at', 'shipped_at'], ['shipped_at', 'delivered_on'], ['ordered_at', 'cancelled_at']] as const) {
        if (row[before] === null) expect([after, row[after]]).toEqual([after, null])
        else if (row[after] !== null) expect(row[before] < row[after]).toBe(true)
      }
    }
  })

  test('keep to the CHECKs about two columns', () => {
    for (const row of rowsOf('events')) {
      expect(row['starts_at'] < row['ends_at']).toBe(true)
      if (row['last_day'] !== null) expect(row['first_day'] <= row['last_day']).toBe(true)
    }
    for (const row of rowsOf('subscriptions')) expect(row['starts_on'].toISOString().slice(0, 10) < row['ends_on'].toISOString().slice(0, 10)).toBe(true)
  })

  test('are compared in columns of text and of numbers too', () => {
    for (const row of rowsOf('logs')) {
      expect(row['created_at']).toBeLessThan(row['updated_at'])
      if (row['ended_at'] !== null) expect(row['started_at'] < row['ended_at']).toBe(true)
    }
  })

  test('times of day keep to a CHECK', () => {
    const made = table('shops', [column('a', 'time'), column('b', 'time')], { comparisons: [{ left: 'a', operator: '<', right: 'b' }] })
    for (const row of new (factoryFor(made))(createSession(knex, { seed: 3 })).makeBatch(30)) expect(String(row['a']) < String(row['b'])).toBe(true)
  })

  test('a moment within a partition comes after one that leaves it room', () => {
    const bounds = { min: { value: '2023-01-01', inclusive: true }, max: { value: '2023-02-01', inclusive: false } }
    const made = table('logs', [column('started_at', 'timestamptz'), column('ended_at', 'timestamptz', { bounds })], { comparisons: [{ left: 'started_at', operator: '<', right: 'ended_at' }] })
    for (const row of new (factoryFor(made))(createSession(knex, { seed: 3 })).makeBatch(30) as readonly Row[]) {
      expect(row['started_at'] < row['ended_at']).toBe(true)
      expect(row['ended_at'].toISOString().slice(0, 7)).toBe('2023-01')
    }
  })
})

describe('places', () => {
  test('city, region, country and codes are those of one place', () => {
    const rows = rowsOf('addresses')
    expect(new Set(rows.map((row) => row['city'])).size).toBeGreaterThan(6)
    for (const row of rows.filter(({ city }) => city === 'Munich')) expect(row).toMatchObject({ state: 'Bavaria', country: 'Germany', country_code: 'DE', postal_code: expect.stringMatching(/^803\d\d$/), latitude: '48.140000', longitude: 11.58 })
    expect(rows.some(({ city }) => city === 'Munich')).toBe(true)
  })

  test('two addresses of a row are two places', () => {
    const rows = rowsOf('orders')
    expect(rows.some((row) => row['billing_city'] !== row['shipping_city'])).toBe(true)
    for (const row of rows.filter((one) => one['billing_city'] === 'Vienna')) expect(row['billing_country']).toBe('Austria')
  })

  test('cities that have to differ are no short list', () => {
    const made = table('branches', [column('city', 'varchar(40)'), column('country', 'varchar(40)')], { primaryKey: ['city'] })
    expect(generatorFor('city', made)).toMatchObject({ expression: 'this.faker.location.city()' })
  })
})

describe('catalogues', () => {
  test.each([
    ['countries', { code: 'DE' }, { name: 'Germany', iso3: 'DEU', numeric_code: '276' }],
    ['currencies', { code: 'EUR' }, { name: 'Euro', symbol: '€' }],
    ['languages', { code: 'sv' }, { name: 'Swedish', alpha3: 'swe' }],
  ])('names and codes of %s are those of one entry', (name, given, expected) => {
    expect(new (factoryFor(tableNamed(name)))(createSession(knex, { seed: 3 })).make(given)).toMatchObject(expected)
  })
})

describe('numbers', () => {
  test('quantity times price is the total of a line, and an order the sum of its parts', () => {
    for (const row of rowsOf('order_items')) expect(Number(row['line_total'])).toBeCloseTo(row['quantity'] * Number(row['unit_price']), 5)
    for (const row of rowsOf('invoices')) expect(Number(row['total'])).toBeCloseTo(Number(row['subtotal']) + Number(row['tax_amount']) + row['shipping_cost'], 1)
  })

  test('the most is not less than the least', () => {
    for (const row of rowsOf('offers')) {
      expect(row['max_quantity']).toBeGreaterThanOrEqual(row['min_quantity'])
      expect(Number(row['price_to'])).toBeGreaterThanOrEqual(Number(row['price_from']))
      expect(row['rank_b']).toBeGreaterThan(row['rank_a'])
      if (row['high'] !== null) expect(row['high']).toBeGreaterThanOrEqual(row['low'])
    }
  })

  test('what a CHECK adds up is added up, and what has to stay below the sum does', () => {
    const check = { name: 'sum', expression: '(gross = (net + tax))', columns: ['gross', 'net', 'tax'], understood: 'not' } as const
    const made = table('bills', ['net', 'tax', 'gross', 'paid'].map((name) => column(name, 'numeric(10,2)')), { checks: [check], comparisons: [{ left: 'paid', operator: '<=', right: 'gross' }] })
    for (const row of new (factoryFor(made))(createSession(knex, { seed: 3 })).makeBatch(50) as readonly Row[]) {
      expect(Number(row['gross'])).toBeCloseTo(Number(row['net']) + Number(row['tax']), 5)
      expect(Number(row['paid'])).toBeLessThanOrEqual(Number(row['gross']))
    }
  })

  test('a price that may not be below the cost is a margin above it', () => {
    const made = table('wares', ['cost_price', 'list_price'].map((name) => column(name, 'numeric(10,2)')), { comparisons: [{ left: 'cost_price', operator: '<=', right: 'list_price' }] })
    for (const row of new (factoryFor(made))(createSession(knex, { seed: 3 })).makeBatch(50) as readonly Row[]) {
      const margin = Number(row['list_price']) / Number(row['cost_price'])
      expect(margin).toBeGreaterThan(1.1)
      expect(margin).toBeLessThan(2.5)
    }
  })

  test('of three columns that follow each other each has room', () => {
    const made = table('levels', ['a', 'b', 'c'].map((name) => column(name, 'tinyint')), { comparisons: [{ left: 'a', operator: '<', right: 'b' }, { left: 'b', operator: '<', right: 'c' }] })
    for (const row of new (factoryFor(made))(createSession(knex, { seed: 3 })).makeBatch(50) as readonly Row[]) {
      expect(row['a'] < row['b'] && row['b'] < row['c']).toBe(true)
      expect(row['c']).toBeLessThanOrEqual(127)
    }
  })
})

describe('words and texts', () => {
  test('a slug is made of the title', () => {
    for (const row of rowsOf('articles')) expect(row['slug']).toBe(row['title'].toLowerCase().replaceAll(' ', '-').replaceAll(/[^a-z0-9-]/g, '').slice(0, 80))
  })

  test('a slug with a prefix is made of the name with the same', () => {
    const made = table('categories', [column('category_name', 'varchar(80)'), column('category_slug', 'varchar(80)')])
    for (const row of new (factoryFor(made))(createSession(knex, { seed: 3 })).makeBatch(20) as readonly Row[]) expect(ascii(row['category_slug'])).toBe(ascii(row['category_name']))
  })

  test('extension and MIME type are those of the file', () => {
    for (const row of rowsOf('attachments')) {
      expect(row['file_name'].endsWith(`.${row['extension']}`)).toBe(true)
      expect(row['mime_type']).toBe({ pdf: 'application/pdf', csv: 'text/csv', png: 'image/png', jpg: 'image/jpeg' }[row['extension'] as string])
    }
  })

  test('a flag says what a moment beside it says', () => {
    for (const row of rowsOf('articles')) expect(row['is_published']).toBe(row['published_at'] !== null)
  })
})

describe('choices of a CHECK', () => {
  test('go by the word of the row', () => {
    const rows = rowsOf('articles')
    for (const row of rows) expect(row['published_at'] === null).toBe(row['status'] === 'draft')
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['draft', 'published', 'archived']))
    for (const row of rowsOf('subscriptions')) if (row['cancelled'] === true) expect(row['cancelled_at']).not.toBeNull()
  })

  test('are told of foreign keys, which are given elsewhere', () => {
    const generators = generatorsFor(tableNamed('attachments'))
    expect(generators.find(({ column: name }) => name === 'post_id')).toMatchObject({ kind: 'left out', why: 'foreign key', wanted: 'given' })
    expect(generators.find(({ column: name }) => name === 'comment_id')).toMatchObject({ kind: 'left out', why: 'foreign key', wanted: 'null' })
  })
})

describe('reviews', () => {
  const praise = /Exactly|Good value|Would buy again\.|Better than|Arrived early/
  const blame = /Not what|damaged|Broke|sent it back|Not worth/

  test('praise what has many stars, and nothing else', () => {
    for (const row of rowsOf('reviews')) {
      if (row['body'] !== null) expect([row['rating'], praise.test(row['body']), blame.test(row['body'])]).toEqual([row['rating'], row['rating'] > 3, row['rating'] < 3])
      expect(/Love it|recommended$|Great|Very happy|Excellent/.test(row['title']) && !row['title'].startsWith('Not')).toBe(row['rating'] > 3)
    }
  })

  test('in decimals and in short columns too', () => {
    for (const row of rowsOf('testimonials')) if (row['stars'] !== null) expect(blame.test(row['feedback'])).toBe(Number(row['stars']) < 2.5)
  })
})

describe('companies and products', () => {
  test('the website and the domain go by the name', () => {
    for (const row of rowsOf('companies')) {
      expect(row['domain']).toMatch(/^[a-z0-9]+\.example$/)
      expect(ascii(row['domain'])).toBe(`${ascii(row['name'].replaceAll('.', ''))}example`)
      if (row['website'] !== null) expect(row['website']).toBe(`https://www.${row['domain']}`)
    }
  })

  test('there are thousands of names of products where they have to differ', () => {
    const made = table('products', [column('name', 'varchar(60)')], { uniqueKeys: [unique('name')] })
    const names = new (factoryFor(made))(createSession(knex, { seed: 3 })).makeBatch(1500).map((row) => row['name'])
    expect(new Set(names).size).toBeGreaterThan(1000)
  })
})

describe('what a status says has happened', () => {
  test('is there, in its order, and nothing else is', () => {
    const rows = rowsOf('purchases', 120)
    const reached = ['new', 'paid', 'processing', 'shipped', 'delivered']
    for (const row of rows) {
      const at = reached.indexOf(row['state'])
      const given = ['paid_at', 'shipped_at', 'delivered_at', 'cancelledAt'].filter((name) => row[name] !== null)
      expect([row['state'], given]).toEqual([row['state'], at < 0 ? ['cancelledAt'] : ['paid_at', 'shipped_at', 'delivered_at'].slice(0, at < 2 ? at : at - 1)])
      const moments = ['created_at', ...given].map((name) => row[name].getTime())
      expect(moments).toEqual(moments.toSorted((a, b) => a - b))
    }
    expect(new Set(rows.map(({ state }) => state)).size).toBe(6)
    // No word says anything of what takes place in any state.
    expect(rows.some((row) => row['archived_at'] !== null && row['state'] === 'new')).toBe(true)
  })

  test('goes by words that are meant where there is no list', () => {
    for (const row of rowsOf('jobs')) {
      expect(row['started_at'] === null).toBe(row['status'] === 'queued')
      expect(row['finished_at'] === null).toBe(!['succeeded', 'failed'].includes(row['status']))
    }
  })

  test('goes by the status with the very word, of two', () => {
    for (const row of rowsOf('bookings')) {
      expect(row['paid_at'] === null).toBe(row['payment_status'] === 'unpaid')
      expect(row['confirmed_at'] === null).toBe(row['status'] === 'requested')
    }
  })

  test('is left to a CHECK that says it', () => {
    for (const row of rowsOf('tickets')) expect(row['closed_at'] === null).toBe(row['status'] !== 'closed')
  })

  test('follows a word that somebody gives', () => {
    const purchases = new (factoryFor(tableNamed('purchases')))(createSession(knex, { seed: 3 }))
    expect(purchases.make({ state: 'new' })).toMatchObject({ paid_at: null, shipped_at: null, cancelledAt: null })
    expect(purchases.make({ state: 'shipped' })).toMatchObject({ paid_at: expect.any(Date), shipped_at: expect.any(Date), delivered_at: null })
  })
})

test('the same seed gives the same rows', () => {
  for (const { name } of agreementTables) expect(rowsOf(name, 5)).toEqual(rowsOf(name, 5))
})
