import { sqliteCyclicKeys } from '../cycles/sqlite-cyclic-keys.js'
import { readSqliteFault } from '../failures/read-sqlite-fault.js'
import { readSqliteTable } from '../schema/read-sqlite-table.js'
import type { TableSchema } from '../schema/table-schema.js'
import { sqliteUpdates } from '../update/sqlite-updates.js'
import { sqliteCodec } from '../values/sqlite-codec.js'
import type { CatalogueReader, Dialect, DriverResult, Orphan, Run } from './dialect.js'
import { listCondition, listSearch } from './list-search.js'
import { quoteName } from './quote-name.js'

export const sqlite: Dialect = {
  name: 'SQLite',
  maxBindings: 32_766,
  emptyRows: 'one by one',
  nullGeneratesKey: true,
  returnsInOrder: false,
  survivesFailure: true,
  commitsUnasked: false,
  serverQuery: undefined,
  rawOptions: undefined,
  readServer: () => ({
    capabilities: new Set(['returning']),
    maxBytes: 8_000_000,
    keyStep: 1,
    quotedDefaults: true,
    namesChecks: true,
  }),
  quote: (name) => quoteName(name, '"'),
  verbatim: (knex, text) => knex.raw(text),
  readResult,
  readTable: readSqliteTable,
  listTriggers,
  listTables,
  codec: sqliteCodec,
  keySearch: (search) => listSearch(search, 'values'),
  keyCondition: (condition) => listCondition(condition, 'values'),
  readFault: readSqliteFault,
  updates: sqliteUpdates,
  // Counters go along with the values that are given.
  moveSequences: async () => [],
  cyclicKeys: sqliteCyclicKeys,
  prepare,
  // COMMIT itself is the proof.
  beforeCommit: async () => {},
  hidesOrphans,
  listOrphans,
}

function readResult(response: unknown): DriverResult {
  // better-sqlite3 gives { changes } for statements without rows.
  const rows = Array.isArray(response) ? response : []
  return { rows, affected: undefined, firstKey: undefined }
}

async function listTriggers(read: CatalogueReader, { schema, name }: TableSchema): Promise<readonly string[]> {
  const rows = await read(
    `select name as name from ${quoteName(schema, '"')}.sqlite_master where type = 'trigger' and lower(tbl_name) = lower(?) order by name`,
    [name],
  )
  return rows.map((row) => `trigger "${String(row['name'])}"`)
}

async function listTables(read: CatalogueReader): Promise<readonly string[]> {
  const rows = await read(
    `select name as name from pragma_table_list where type in ('table', 'view') and name not like 'sqlite%'`,
    [],
  )
  return rows.map((row) => String(row['name']))
}

/** PRAGMA foreign_keys does nothing inside a transaction, and the sqlite3 driver starts with it off. */
async function prepare(run: Run): Promise<() => Promise<void>> {
  const before = Number((await run('pragma foreign_keys'))[0]?.['foreign_keys'])
  if (before === 1) return async () => {}
  await run('pragma foreign_keys = on')
  return async () => {
    await run('pragma foreign_keys = off')
  }
}

/** Deferred keys are checked by COMMIT alone, which a dry run never gets to. */
async function hidesOrphans(run: Run): Promise<boolean> {
  if (Number((await run('pragma defer_foreign_keys'))[0]?.['defer_foreign_keys']) === 1) return true
  const declared = await run(
    "select 1 as found from sqlite_master where type = 'table' and sql like '%deferr%' limit 1",
  )
  return declared.length > 0
}

async function listOrphans(run: Run): Promise<readonly Orphan[]> {
  const rows = await run('pragma foreign_key_check')
  return rows.map((row) => ({
    table: String(row['table']),
    parent: String(row['parent']),
    row: row['rowid'],
    key: row['fkid'],
  }))
}
