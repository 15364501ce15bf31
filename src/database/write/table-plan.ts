import type { Dialect } from '../dialects/dialect.js'
import type { ColumnSchema, TableSchema } from '../schema/table-schema.js'
import type { ColumnCodec } from '../values/column-codec.js'
import { momentKeyCodec } from '../values/moment-key-codec.js'

export interface ColumnPlan {
  readonly name: string
  readonly column: ColumnSchema
  readonly codec: ColumnCodec
  /** The name as SQL. */
  readonly quoted: string
  /** What the column is called in results: names of our own survive every driver, and Knex's postProcessResponse. */
  readonly alias: string
  /** `"id" as c0`: the column as it is read. */
  readonly selected: string
  /** It takes any value, and keeps texts in the words given, whatever its type: two for one moment are two values. */
  readonly keepsWords?: boolean
  /** The same after an INSERT, which knows what it has given. */
  readonly returned: string
}

/** All that writing to a table needs again and again; made once a table. */
export interface TablePlan {
  readonly schema: TableSchema
  readonly columns: readonly ColumnPlan[]
  readonly byName: ReadonlyMap<string, ColumnPlan>
  /** `"id" as c0, "name" as c1`: every column, for SELECT and UPDATE … RETURNING. */
  readonly readList: string
  /** The same for INSERT … RETURNING. */
  readonly returnList: string
  /** SQLite's hidden row number under a name that no column hides; undefined where there is none. */
  readonly rowid: string | undefined
}

export const rowidAlias = 'r0'

const plans = new WeakMap<TableSchema, TablePlan>()

export function planTable(dialect: Dialect, schema: TableSchema): TablePlan {
  const known = plans.get(schema)
  if (known !== undefined) return known
  const keys = new Set([schema.primaryKey, ...[...schema.uniques, ...(schema.narrowKeys ?? []), ...schema.foreignKeys].map((key) => key.columns)].flat())
  const columns = schema.columns.map((column, index): ColumnPlan => {
    const codec = keys.has(column.name) ? momentKeyCodec(dialect.codec(column), column) : dialect.codec(column)
    const quoted = dialect.quote(column.name)
    const alias = `c${index}`
    const selected = `${codec.read === undefined ? quoted : codec.read(quoted)} as ${alias}`
    const isGiven = codec.followsGiven === true && !isMade(column) && !schema.primaryKey.includes(column.name)
    return { name: column.name, column, codec, quoted, alias, selected, returned: isGiven ? `${quoted} as ${alias}` : selected, keepsWords: dialect.takesAnyValue }
  })
  const rowid = schema.rowid ? freeRowid(schema) : undefined
  const listed = (list: readonly string[]): string => (rowid === undefined ? list : [...list, `${rowid} as ${rowidAlias}`]).join(', ')
  const readList = listed(columns.map(({ selected }) => selected))
  const plan: TablePlan = {
    schema,
    columns,
    byName: new Map(columns.map((column) => [column.name, column])),
    readList,
    returnList: columns.every(({ selected, returned }) => selected === returned) ? readList : listed(columns.map(({ returned }) => returned)),
    rowid,
  }
  plans.set(schema, plan)
  return plan
}

/** What is not given may be the database's own. */
function isMade({ identity, generated, defaultExpression }: ColumnSchema): boolean {
  return identity || generated || defaultExpression !== undefined
}

function freeRowid(schema: TableSchema): string | undefined {
  const taken = new Set(schema.columns.map(({ name }) => name.toLowerCase()))
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name))
}
