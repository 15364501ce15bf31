import { mysqlBulkWriter } from '../bulk/mysql-bulk-writer.js'
import { mysqlCyclicKeys } from '../cycles/mysql-cyclic-keys.js'
import { ConnectionError } from '../../errors/connection-error.js'
import { readMysqlFault } from '../failures/read-mysql-fault.js'
import { readMysqlSchema } from '../schema/read-mysql-schema.js'
import { readMysqlTable } from '../schema/read-mysql-table.js'
import { mysqlMatching } from '../match/mysql-matching.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { TableName } from '../table-name.js'
import { mysqlUpdates } from '../update/mysql-updates.js'
import { mysqlCodec } from '../values/mysql-codec.js'
import { mysqlVerifiedKeys } from '../verify/mysql-verified-keys.js'
import type { Capability } from './capability.js'
import type { CatalogueReader, Dialect, DriverResult } from './dialect.js'
import { listCondition, listSearch } from './list-search.js'
import { quoteName } from './quote-name.js'
import type { ServerFacts } from './server-facts.js'

/** MySQL and MariaDB: the server's version tells which of the two, and what it can do. */
export const mysql: Dialect = {
  name: 'MySQL',
  // No limit of parameters: Knex's drivers write the values into the statement.
  maxBindings: 65_535,
  emptyRows: 'empty lists',
  nullGeneratesKey: true,
  returnsInOrder: true,
  survivesFailure: true,
  commitsUnasked: true,
  takesAnyValue: false,
  serverQuery:
    'select version() as version, @@session.auto_increment_increment as step, @@max_allowed_packet as packet, @@local_infile as loads, ' +
    '@@innodb_autoinc_lock_mode as counting, @@session.character_set_client as charset, @@session.sql_mode as mode',
  rawOptions: undefined,
  readServer,
  quote: (name) => quoteName(name, '`'),
  verbatim: (_knex, text) => ({ toSqlString: () => text }),
  readResult,
  prepared: undefined,
  readTable: readMysqlTable,
  readSchema: readMysqlSchema,
  listTriggers,
  listTables,
  codec: mysqlCodec,
  keySearch: (search) => listSearch(search, 'tuples'),
  keyCondition: (condition) => listCondition(condition, 'tuples'),
  readFault: readMysqlFault,
  isConsequence: () => false,
  updates: mysqlUpdates,
  matching: mysqlMatching,
  // Counters go along with the values that are given.
  moveSequences: async () => [],
  // Loaded rows leave no gap in their keys where there are one less than a power of two. Twice as many take 6 % less time, and hold 70 MB more at ten million rows.
  pieces: () => ({ whole: 2047, streamed: 511, parents: 511, ahead: 1 }),
  bulk: mysqlBulkWriter,
  verifiedKeys: mysqlVerifiedKeys,
  verifiedRun: undefined,
  cyclicKeys: mysqlCyclicKeys,
  prepare: async () => async () => {},
  beforeCommit: async () => {},
  hidesOrphans: async () => false,
  listOrphans: async () => [],
}

function readServer(row: Readonly<Record<string, unknown>> | undefined): ServerFacts {
  const mode = String(row?.['mode'] ?? '')
  if (/\bNO_BACKSLASH_ESCAPES\b/.test(mode)) throw ConnectionError.noBackslashEscapes()
  const version = String(row?.['version'])
  const mariadb = /mariadb/i.test(version)
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version.replace(/^5\.5\.5-/, '')) ?? []).slice(1).map(Number)
  const capabilities = new Set<Capability>(['affected'])
  if (mariadb && (major > 10 || (major === 10 && minor >= 5))) capabilities.add('returning')
  if (mariadb && (major > 10 || (major === 10 && minor >= 2))) capabilities.add('statementSettings')
  if (mariadb ? capabilities.has('statementSettings') : major >= 8) capabilities.add('strictStatements')
  // Another character set of the connection would change what INSERT stores, and a file has one of its own.
  if (Number(row?.['loads']) === 1 && row?.['charset'] === 'utf8mb4') capabilities.add('loadData')
  if (Number(row?.['counting']) < 2) capabilities.add('consecutiveKeys')
  return {
    capabilities,
    maxBytes: Math.min(8_000_000, Math.floor(Number(row?.['packet'] ?? 1_000_000) * 0.8)),
    keyStep: Number(row?.['step'] ?? 1),
    quotedDefaults: mariadb,
    namesChecks: mariadb ? major > 10 || (major === 10 && minor >= 2) : major >= 8,
    zeroCounts: !/\bNO_AUTO_VALUE_ON_ZERO\b/.test(mode),
    strictly: /\bSTRICT_(?:TRANS|ALL)_TABLES\b/.test(mode) || !capabilities.has('strictStatements') ? undefined : strictly(mode, mariadb),
  }
}

/** For one statement, so that nothing has to be put back. */
function strictly(mode: string, mariadb: boolean): ServerFacts['strictly'] {
  const strict = `sql_mode = '${mode === '' ? '' : `${mode},`}STRICT_TRANS_TABLES,STRICT_ALL_TABLES'`
  return mariadb ? (sql) => `set statement ${strict} for ${sql}` : (sql) => sql.replace(/^(?:insert|update)\b/, `$& /*+ SET_VAR(${strict}) */`)
}

function readResult(response: unknown): DriverResult {
  // Boundary: [rows, fields] or [header, undefined], untyped.
  const first: unknown = Array.isArray(response) ? response[0] : undefined
  if (Array.isArray(first)) return { rows: first, affected: undefined, firstKey: undefined }
  const header = (first ?? {}) as { affectedRows?: number; insertId?: number | string }
  return { rows: [], affected: header.affectedRows, firstKey: keyOf(header.insertId) }
}

function keyOf(insertId: number | string | undefined): number | bigint | undefined {
  if (insertId === undefined) return undefined
  const key = Number(insertId)
  return Number.isSafeInteger(key) ? key : BigInt(insertId)
}

async function listTriggers(read: CatalogueReader, { schema, name }: TableSchema): Promise<readonly string[]> {
  const rows = await read(
    `select trigger_name as name from information_schema.triggers
     where event_object_schema = ? and event_object_table = ? order by trigger_name`,
    [schema, name],
  )
  return rows.map((row) => `trigger "${String(row['name'])}"`)
}

async function listTables(read: CatalogueReader, table: TableName): Promise<readonly string[]> {
  const schema = typeof table === 'string' ? null : table.schema
  const rows = await read(
    'select table_name as name from information_schema.tables where table_schema = coalesce(?, database())',
    [schema],
  )
  return rows.map((row) => String(row['name']))
}
