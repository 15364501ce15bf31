import type { StatementLabel } from '../database.js'
import { quoteName } from '../dialects/quote-name.js'
import { triggerMoment } from '../schema/sqlite/trigger-moment.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { TableName } from '../table-name.js'
import type { WriteContext } from '../write/write-context.js'
import { sqliteJsonTable } from './sqlite-json-rows.js'
import { sqliteVersion } from './sqlite-version.js'

/** What decides how rows may be written to a table. */
export interface SqliteTableFacts {
  /** A table, of whose new rows nothing is swallowed, replaced or changed. */
  readonly isPlain: boolean
  /** Its INTEGER PRIMARY KEY is the row number (one declared DESC is not). */
  readonly numbersRows: boolean
  readonly hasIndexes: boolean
  readonly hasTriggers: boolean
  /** Rows of some table go, change or object where a row of this one is deleted. */
  readonly hasFollowers: boolean
  /** What takes a JSON text apart into rows. */
  readonly jsonTable: string | undefined
  /** Some table of its schema counts with AUTOINCREMENT. */
  readonly keepsCounters: boolean
  /** Of the tables and triggers that were there when this was read. */
  readonly version: string
}

/** Whose facts are asked for. */
export interface FactsTarget {
  readonly table: TableName
  readonly schema: TableSchema
  readonly label: StatementLabel
}

const known = new WeakMap<TableSchema, Promise<SqliteTableFacts>>()

/** One query a table and run; again only where `outdated` says that tables or triggers have changed since. */
export function sqliteTableFacts(context: WriteContext, target: FactsTarget, outdated?: 'outdated'): Promise<SqliteTableFacts> {
  const reading = known.get(target.schema)
  if (reading !== undefined && outdated === undefined) return reading
  const fresh = readFacts(context, target)
  known.set(target.schema, fresh)
  fresh.catch(() => known.delete(target.schema))
  return fresh
}

async function readFacts(context: WriteContext, { table, schema, label }: FactsTarget): Promise<SqliteTableFacts> {
  const own = `${quoteName(schema.schema, '"')}.sqlite_master`
  const master = (name: string): string =>
    `select type as type, sql as ddl, ${sqliteVersion(schema.schema)} as version, sqlite_version() as release,
       (select count(*) from pragma_index_list(?, ?)) as indexes,
       (select count(*) from pragma_index_list(?, ?) where origin = 'pk') as keyindexes,
       (select count(*) from ${own} m, pragma_foreign_key_list(m.name, ?) f
         where m.type = 'table' and m.sql like '%delete%' and lower(f."table") = lower(?) and f.on_delete <> 'NO ACTION') as followers,
       (select count(*) from ${own} where name = 'sqlite_sequence') as counters from ${name} where lower(tbl_name) = lower(?)`
  const names = [schema.name, schema.schema, schema.name, schema.schema, schema.schema, schema.name, schema.name]
  const { rows } = await context.read({
    kind: 'catalogue',
    sql: `${master(own)} union all ${master('sqlite_temp_master')} and type = 'trigger'`,
    bindings: [...names, ...names],
    table,
    label,
  })
  const ofType = (type: string): readonly string[] => rows.filter((row) => row['type'] === type).map((row) => String(row['ddl']))
  const declarations = ofType('table')
  return {
    isPlain: declarations.length === 1 && declarations.every(isPlainTable) && ofType('trigger').every((ddl) => triggerMoment(ddl) === 'not at insert'),
    numbersRows: Number(rows[0]?.['keyindexes']) === 0,
    jsonTable: sqliteJsonTable(String(rows[0]?.['release'])),
    hasIndexes: Number(rows[0]?.['indexes']) > 0,
    hasTriggers: ofType('trigger').length > 0,
    hasFollowers: Number(rows[0]?.['followers']) > 0,
    keepsCounters: Number(rows[0]?.['counters']) > 0,
    version: String(rows[0]?.['version']),
  }
}

/** No view and no virtual table; ON CONFLICT may swallow or replace rows. */
function isPlainTable(ddl: string): boolean {
  return /^create table\b/i.test(ddl) && !/\bconflict\b/i.test(ddl)
}
