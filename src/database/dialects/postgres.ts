import { postgresBulk } from '../bulk/postgres-bulk.js'
import { postgresCyclicKeys } from '../cycles/postgres-cyclic-keys.js'
import { DatabaseError } from '../../errors/database-error.js'
import { cleanCause } from '../failures/clean-cause.js'
import { driverErrorFields } from '../failures/driver-error.js'
import { readPostgresFault } from '../failures/read-postgres-fault.js'
import { readPostgresSchema } from '../schema/read-postgres-schema.js'
import { readPostgresTable } from '../schema/read-postgres-table.js'
import { movePostgresSequences } from '../sequences/move-postgres-sequences.js'
import { postgresMatching } from '../match/postgres-matching.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { TableName } from '../table-name.js'
import { postgresUpdates } from '../update/postgres-updates.js'
import { postgresCodec } from '../values/postgres-codec.js'
import { postgresVerifiedKeys } from '../verify/postgres-verified-keys.js'
import { arrayCondition } from './array-condition.js'
import { arraySearch } from './array-search.js'
import type { CatalogueReader, Dialect, DriverResult, Run } from './dialect.js'
import { listCondition } from './list-search.js'
import { quoteName } from './quote-name.js'

const asText = (text: unknown): unknown => text

export const postgres: Dialect = {
  name: 'PostgreSQL',
  maxBindings: 65_535,
  emptyRows: 'default keyword',
  nullGeneratesKey: false,
  returnsInOrder: true,
  survivesFailure: false,
  commitsUnasked: false,
  takesAnyValue: false,
  serverQuery: undefined,
  rawOptions: { types: { getTypeParser: () => asText } },
  readServer: () => ({
    capabilities: new Set(['returning', 'copy', 'affected']),
    maxBytes: 8_000_000,
    keyStep: 1,
    quotedDefaults: true,
    namesChecks: true,
  }),
  quote: (name) => quoteName(name, '"'),
  verbatim: undefined,
  readResult,
  prepared: undefined,
  readTable: (read, table) => readPostgresTable(read, regclass(table)),
  readSchema: readPostgresSchema,
  listTriggers,
  listTables,
  codec: postgresCodec,
  keySearch: arraySearch,
  keyCondition: (condition) => (condition.columns.length === 1 ? listCondition(condition, 'tuples') : arrayCondition(condition)),
  readFault: readPostgresFault,
  isConsequence: (error) => driverErrorFields(error).code === '25P02',
  updates: postgresUpdates,
  matching: postgresMatching,
  moveSequences: movePostgresSequences,
  pieces: () => ({ whole: 2000, streamed: 511, parents: 255, ahead: 3 }),
  bulk: postgresBulk,
  verifiedKeys: postgresVerifiedKeys,
  verifiedRun: undefined,
  cyclicKeys: postgresCyclicKeys,
  prepare: async () => async () => {},
  beforeCommit,
  hidesOrphans: async () => false,
  listOrphans: async () => [],
}

/** COMMIT would check deferred keys; a dry run never gets there. */
async function beforeCommit(run: Run): Promise<void> {
  try {
    await run('set constraints all immediate')
  } catch (error) {
    const { message, table } = driverErrorFields(error)
    const fault = readPostgresFault(error, message.replace(/^set constraints all immediate - /, ''))
    if (fault.kind !== 'foreignKey') throw error
    throw DatabaseError.orphan({
      table: table ?? '',
      parent: fault.parentTable ?? '',
      row: undefined,
      constraint: fault.constraint,
      cause: cleanCause(error, fault, undefined),
    })
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function regclass(table: TableName): string {
  return typeof table === 'string' ? quote(table) : `${quote(table.schema)}.${quote(table.name)}`
}

function readResult(response: unknown): DriverResult {
  // Boundary: what Knex gives for a raw statement is untyped.
  const result = (Array.isArray(response) ? response.at(-1) : response) as
    { rows?: Record<string, unknown>[]; rowCount?: number | null } | undefined
  return { rows: result?.rows ?? [], affected: result?.rowCount ?? undefined, firstKey: undefined }
}

async function listTriggers(read: CatalogueReader, { schema, name }: TableSchema): Promise<readonly string[]> {
  const table = `${quote(schema)}.${quote(name)}`
  const rows = await read(
    `select 'trigger' as kind, tgname::text as name from pg_trigger
     where tgrelid = to_regclass(?) and not tgisinternal and tgenabled <> 'D'
     union all
     select 'rule', rulename::text from pg_rewrite
     where ev_class = to_regclass(?) and rulename <> '_RETURN' and ev_enabled <> 'D' order by 1 desc, 2`,
    [table, table],
  )
  return rows.map((row) => `${String(row['kind'])} "${String(row['name'])}"`)
}

async function listTables(read: CatalogueReader, table: TableName): Promise<readonly string[]> {
  const schema = typeof table === 'string' ? null : table.schema
  const rows = await read(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'f') and n.nspname = any(case when ?::text is null then current_schemas(false) else array[?::name] end)`,
    [schema, schema],
  )
  return rows.map((row) => String(row['name']))
}
