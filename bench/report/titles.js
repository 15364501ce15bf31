/**
 * Tools as tables name them.
 * @type {Readonly<Record<string, string>>}
 */
export const titles = {
  insert: 'seedkit insert',
  verify: "seedkit insert, foreignKeys: 'verify'",
  createBatch: 'seedkit createBatch, rows back',
  'knex-whole': 'knex.batchInsert + faker, table by table',
  'knex-chunks': 'knex insert + faker, chunk by chunk',
  drizzle: 'drizzle-seed',
  'limit-1-row': 'ready rows: prepared INSERT of 1 row',
  'limit-50-rows': 'ready rows: prepared INSERT of 50 rows',
  'limit-500-rows': 'ready rows: prepared INSERT of 500 rows',
  'limit-copy': 'ready rows: COPY',
  'limit-load-data': 'ready rows: LOAD DATA',
  'insert-plain': 'insert, no unique index',
  'insert-unique': 'insert, unique index',
  'insert-held': 'insert, unique index, as many rows there',
  'createBatch-plain': 'createBatch, no unique index',
  'createBatch-unique': 'createBatch, unique index',
  'createBatch-held': 'createBatch, unique index, as many rows there',
}
