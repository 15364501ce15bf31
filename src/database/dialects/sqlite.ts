import type { ForeignKeyMode } from '../../config/foreign-key-mode.js'
import { sqliteBulk } from '../bulk/sqlite-bulk.js'
import { sqliteSender } from '../bulk/sqlite-sender.js'
import { sqliteCyclicKeys } from '../cycles/sqlite-cyclic-keys.js'
import { readSqliteFault } from '../failures/read-sqlite-fault.js'
import { readSqliteSchema } from '../schema/read-sqlite-schema.js'
import { readSqliteTable } from '../schema/read-sqlite-table.js'
import { sqliteMatching } from '../match/sqlite-matching.js'
import type { TableSchema } from '../schema/table-schema.js'
import { sqliteUpdates } from '../update/sqlite-updates.js'
import { sqliteOrphans } from '../verify/sqlite-orphans.js'
import { sqliteVerifiedRun } from '../verify/sqlite-verified-run.js'
import { sqliteCodec } from '../values/sqlite-codec.js'
import { bindsSlowly } from './binds-slowly.js'
import type { CatalogueReader, Dialect, DriverResult, Run } from './dialect.js'
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
  takesAnyValue: true,
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
  prepared,
  readTable: readSqliteTable,
  readSchema: readSqliteSchema,
  listTriggers,
  listTables,
  codec: sqliteCodec,
  keySearch: (search) => listSearch(search, 'values'),
  keyCondition: (condition) => listCondition(condition, 'values'),
  readFault: readSqliteFault,
  isConsequence: () => false,
  updates: sqliteUpdates,
  matching: sqliteMatching,
  // Counters go along with the values that are given.
  moveSequences: async () => [],
  pieces: (client) => ({ whole: 2000, ...(bindsSlowly(client) ? { streamed: 1000, parents: 500 } : { streamed: 255, parents: 255 }), ahead: 1 }),
  bulk: sqliteBulk,
  verifiedKeys: undefined,
  verifiedRun: sqliteVerifiedRun,
  cyclicKeys: sqliteCyclicKeys,
  prepare,
  // COMMIT itself is the proof.
  beforeCommit: async () => {},
  hidesOrphans,
  listOrphans: (run) => sqliteOrphans(run),
}

function readResult(response: unknown): DriverResult {
  // better-sqlite3 gives { changes } for statements without rows.
  const rows = Array.isArray(response) ? response : []
  return { rows, affected: undefined, firstKey: undefined }
}

/** better-sqlite3 takes longer to prepare an INSERT, or a SELECT of a thousand keys, than to run it. */
function prepared(connection: unknown, sql: string): ((bindings: readonly unknown[]) => DriverResult) | undefined {
  const all = sql.includes(' returning ') || sql.startsWith('select ') ? sqliteSender(connection)?.all : undefined
  return all && ((bindings) => ({ rows: all(sql, bindings), affected: undefined, firstKey: undefined }))
}

async function listTriggers(read: CatalogueReader, { schema, name }: TableSchema): Promise<readonly string[]> {
  const rows = await read(
    `select name as name from ${quoteName(schema, '"')}.sqlite_master where type = 'trigger' and lower(tbl_name) = lower(?)
     union select name from sqlite_temp_master where type = 'trigger' and lower(tbl_name) = lower(?) order by name`,
    [name, name],
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
async function prepare(run: Run, foreignKeys: ForeignKeyMode, connection: unknown): Promise<() => Promise<void>> {
  keepOrder(connection)
  const found = Number((await run('pragma foreign_keys'))[0]?.['foreign_keys'])
  const wanted = foreignKeys === 'verify' ? 0 : 1
  if (found === wanted) return async () => {}
  await run(`pragma foreign_keys = ${wanted}`)
  return async () => {
    await run(`pragma foreign_keys = ${found}`)
  }
}

/**
 * The sqlite3 package works on several threads: without this, ROLLBACK may overtake an INSERT that was sent before it, which then commits by itself. Nobody can
 * tell what it was set to; it stays, because it changes nothing but that order.
 */
function keepOrder(connection: unknown): void {
  const serialize: unknown = typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'serialize') : undefined
  // better-sqlite3 has a method of that name that copies the database.
  if (typeof serialize === 'function' && 'parallelize' in Object(connection)) Reflect.apply(serialize, connection, [])
}

/** Deferred keys are checked by COMMIT alone, which a dry run never gets to. */
async function hidesOrphans(run: Run): Promise<boolean> {
  if (Number((await run('pragma defer_foreign_keys'))[0]?.['defer_foreign_keys']) === 1) return true
  const declared = await run(
    "select 1 as found from sqlite_master where type = 'table' and sql like '%deferr%' limit 1",
  )
  return declared.length > 0
}
