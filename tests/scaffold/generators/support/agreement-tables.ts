import type { DatabaseColumn, DatabaseTable } from '../../../../src/database/schema/database-schema.js'
import { column, foreign, table, unique } from './tables.js'

const now = { defaultExpression: 'now()' } as const
const columns = (list: Readonly<Record<string, string>>, more: Readonly<Record<string, Partial<DatabaseColumn>>> = {}): readonly DatabaseColumn[] =>
  Object.entries(list).map(([name, type]) => column(name, type.replace('?', ''), { nullable: type.endsWith('?'), ...more[name] }))

/** Tables whose columns have to agree with each other. */
export const agreementTables: readonly DatabaseTable[] = [
  table('users', columns({ first_name: 'varchar(50)', last_name: 'varchar(50)', full_name: 'varchar(100)', initials: 'char(2)', username: 'varchar(40)', email: 'varchar(190)', birth_date: 'date', age: 'smallint' }), { uniqueKeys: [unique('email'), unique('username')] }),
  table('staff', columns({ first_name: 'text?', last_name: 'text?', name: 'text?', email: 'varchar(50)?', username: 'varchar(16)' })),
  table('authors', columns({ name: 'text', email: 'varchar(200)', slug: 'varchar(40)' }), { uniqueKeys: [unique('slug')] }),
  table('suppliers', columns({ name: 'varchar(100)', email: 'varchar(120)' })),
  table('orders', columns({ ordered_at: 'timestamptz', paid_at: 'timestamptz?', shipped_at: 'timestamptz?', delivered_on: 'date?', created_at: 'timestamptz', updated_at: 'timestamptz', cancelled_at: 'timestamptz?', billing_city: 'varchar(60)', billing_country: 'varchar(60)', shipping_city: 'varchar(60)?', shipping_zip: 'varchar(12)?', shipping_country_code: 'char(2)?' }, { created_at: now })),
  table('events', columns({ title: 'varchar(120)', slug: 'varchar(140)', starts_at: 'timestamp', ends_at: 'timestamp', first_day: 'date', last_day: 'date?' }), {
    comparisons: [{ left: 'starts_at', operator: '<', right: 'ends_at' }, { left: 'first_day', operator: '<=', right: 'last_day' }],
  }),
  table('logs', columns({ created_at: 'int', updated_at: 'int', started_at: 'varchar(30)', ended_at: 'varchar(30)?', finished_at: 'bigint?' })),
  table('addresses', columns({ street: 'varchar(80)', city: 'varchar(40)', state: 'varchar(30)', postal_code: 'varchar(10)', country: 'varchar(40)', country_code: 'char(2)', latitude: 'decimal(9,6)', longitude: 'float' })),
  table('order_items', columns({ quantity: 'int', unit_price: 'decimal(8,2)', line_total: 'decimal(12,2)' })),
  table('invoices', columns({ subtotal: 'decimal(10,2)?', tax_amount: 'decimal(10,2)', shipping_cost: 'float', total: 'decimal(12,2)', issued_on: 'date', due_date: 'date' }, { tax_amount: { defaultExpression: '0' } })),
  table('countries', columns({ name: 'varchar(60)', code: 'char(2)', iso3: 'char(3)', numeric_code: 'char(3)?' }), { uniqueKeys: [unique('code')] }),
  table('currencies', columns({ code: 'char(3)', name: 'varchar(60)', symbol: 'varchar(5)' })),
  table('languages', columns({ name: 'varchar(30)', code: 'char(2)', alpha3: 'char(3)' })),
  table('offers', columns({ min_quantity: 'smallint', max_quantity: 'smallint', price_from: 'decimal(8,2)', price_to: 'decimal(8,2)', low: 'float', high: 'float?', rank_a: 'int', rank_b: 'int' }), {
    comparisons: [{ left: 'rank_a', operator: '<', right: 'rank_b' }, { left: 'low', operator: '<=', right: 'high' }],
  }),
  table('articles', columns({ title: 'varchar(200)', slug: 'varchar(80)', status: 'varchar(12)', published_at: 'timestamptz?', is_published: 'boolean', deleted_at: 'timestamptz?' }, {
    status: { values: ['draft', 'published', 'archived'], bounds: { values: ['draft', 'published', 'archived'] } }, is_published: { defaultExpression: 'false' },
  }), {
    alternatives: [{ check: 'published', alternatives: [
      { nulls: [], notNulls: ['published_at'], bounds: { status: { values: ['published', 'archived'] } }, comparisons: [] },
      { nulls: ['published_at'], notNulls: [], bounds: { status: { values: ['draft'] } }, comparisons: [] },
    ] }],
  }),
  table('attachments', columns({ file_name: 'varchar(120)', mime_type: 'varchar(80)', extension: 'varchar(8)?', post_id: 'bigint?', comment_id: 'bigint?' }), {
    foreignKeys: [foreign('post_id', 'posts'), foreign('comment_id', 'comments')],
    alternatives: [{ check: 'one_parent', alternatives: [
      { nulls: ['comment_id'], notNulls: ['post_id'], bounds: {}, comparisons: [] },
      { nulls: ['post_id'], notNulls: ['comment_id'], bounds: {}, comparisons: [] },
    ] }],
  }),
  table('subscriptions', columns({ starts_on: 'date', ends_on: 'date', cancelled: 'boolean', cancelled_at: 'timestamptz?', 'odd name': 'text' }), {
    comparisons: [{ left: 'starts_on', operator: '<', right: 'ends_on' }],
    alternatives: [{ check: 'cancelled', alternatives: [
      { nulls: [], notNulls: ['cancelled_at'], bounds: {}, comparisons: [] },
      { nulls: [], notNulls: [], bounds: { cancelled: { values: ['false'] } }, comparisons: [] },
    ] }],
  }),
  table('tickets', columns({ status: 'varchar(12)', opened_at: 'timestamptz?', assigned_at: 'timestamptz?', closed_at: 'timestamptz?' }, { status: { nullable: false, bounds: { values: ['open', 'waiting', 'closed'] } } }), {
    comparisons: [{ left: 'opened_at', operator: '<=', right: 'closed_at' }],
    alternatives: [
      { check: 'opened', alternatives: [{ nulls: [], notNulls: ['opened_at'], bounds: {}, comparisons: [] }] },
      { check: 'closed', alternatives: [
        { nulls: [], notNulls: ['closed_at'], bounds: { status: { values: ['closed'] } }, comparisons: [] },
        { nulls: ['closed_at'], notNulls: [], bounds: { status: { excluded: ['closed'] } }, comparisons: [] },
      ] },
    ],
  }),
  table('purchases', columns({ state: 'varchar(12)', created_at: 'timestamptz', paid_at: 'timestamptz?', shipped_at: 'timestamptz?', delivered_at: 'timestamptz?', 'cancelledAt': 'timestamptz?', delivery_date: 'date?', archived_at: 'timestamptz?' }, {
    created_at: now, state: { defaultExpression: "'new'", values: ['new', 'paid', 'processing', 'shipped', 'delivered', 'canceled'] },
  })),
  table('reviews', columns({ rating: 'smallint', title: 'varchar(40)', body: 'text?', verified: 'boolean' }, { rating: { bounds: { min: { value: '1', inclusive: true }, max: { value: '5', inclusive: true } } } })),
  table('testimonials', columns({ stars: 'decimal(3,1)?', feedback: 'varchar(40)' })),
  table('companies', columns({ name: 'varchar(80)', website: 'varchar(120)?', domain: 'varchar(90)' }), { uniqueKeys: [unique('domain')] }),
  table('jobs', columns({ status: 'varchar(12)', queued_at: 'timestamptz?', started_at: 'timestamptz?', finished_at: 'timestamptz?' })),
  table('bookings', columns({ status: 'varchar(12)', payment_status: 'varchar(12)', confirmed_at: 'timestamp?', paid_at: 'timestamp?', ends_at: 'timestamp?' }, {
    status: { bounds: { values: ['requested', 'confirmed', 'completed'] } }, payment_status: { bounds: { values: ['unpaid', 'paid', 'refunded'] } },
  })),
  table('branches', columns({ opens: 'text', closes: 'text', called_at: 'text' }, Object.fromEntries(['opens', 'closes', 'called_at'].map((name) => [
    name, { bounds: { patterns: [{ source: '[0-2][0-9]:[0-5][0-9]', language: 'glob', ignoresCase: false, negated: false }] } },
  ]))), { comparisons: [{ left: 'opens', operator: '<', right: 'closes' }] }),
]
