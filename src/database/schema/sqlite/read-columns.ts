import type { CatalogueReader } from '../../dialects/dialect.js'
import type { ColumnParts } from '../complete-table.js'
import { groupBy } from '../group-by.js'
import { integerRange } from '../integer-range.js'
import { sqliteKind } from '../sqlite-kind.js'
import { tableKey } from '../table-key.js'
import type { TableDeclaration } from './parse-create-table.js'

type Row = Readonly<Record<string, unknown>>

/** A row of pragma_table_xinfo. */
export interface SqliteColumn {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly expression: string | undefined
  /** Its place in the primary key, from 1; 0 for others. */
  readonly keyPlace: number
  /** 0 plain, 2 virtual, 3 stored. */
  readonly hidden: number
}

/** By table. */
export async function readColumns(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<ReadonlyMap<string, readonly SqliteColumn[]>> {
  const rows = await read(
    `select l.schema as db, l.name as tablename, x.name as name, x.type as type, x."notnull" as required, x.dflt_value as expr, x.pk as pk, x.hidden as hidden
     from pragma_table_list as l join pragma_table_xinfo(l.name, l.schema) as x where l.type = 'table' and l.schema in (${places}) order by l.schema, l.name, x.cid`,
    schemas,
  )
  return groupBy(rows, (row) => tableKey(row['db'], row['tablename']), toColumn)
}

function toColumn(row: Row): SqliteColumn {
  return {
    name: String(row['name']),
    type: String(row['type']),
    required: Number(row['required']) === 1,
    expression: row['expr'] === null ? undefined : String(row['expr']),
    keyPlace: Number(row['pk']),
    hidden: Number(row['hidden']),
  }
}

export function primaryKeyOf(columns: readonly SqliteColumn[]): readonly string[] {
  return columns.filter(({ keyPlace }) => keyPlace > 0).toSorted((a, b) => a.keyPlace - b.keyPlace).map(({ name }) => name)
}

/** `counted`: the key of a table with row numbers, if it is of one column. */
export function columnParts(column: SqliteColumn, counted: string | undefined, declaration: TableDeclaration): ColumnParts {
  const { name, type, expression } = column
  const kind = sqliteKind(type)
  const size = /\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/.exec(type)
  const [digits, scale] = [size?.[1], size?.[2]].map((found) => (found === undefined ? undefined : Number(found)))
  const isWhole = kind === 'integer' || kind === 'bigint'
  const storage = column.hidden === 2 ? 'virtual' : column.hidden === 3 ? 'stored' : undefined
  return {
    name,
    type,
    baseType: type,
    kind,
    element: undefined,
    nullable: !column.required,
    defaultExpression: storage !== undefined || expression?.toLowerCase() === 'null' ? undefined : expression,
    // Only a key declared as INTEGER, in this very word, is the row number.
    identity: name === counted && type.toLowerCase() === 'integer',
    generated: storage !== undefined,
    length: kind === 'text' || kind === 'bytes' ? digits : undefined,
    precision: kind === 'decimal' ? digits : undefined,
    scale,
    values: undefined,
    members: undefined,
    integerRange: isWhole ? integerRange(bitsOf(type), /\bunsigned\b/i.test(type) ? 'unsigned' : 'signed') : undefined,
    unsigned: /\bunsigned\b/i.test(type),
    computed: storage === undefined ? undefined : { storage, expression: declaration.computed.get(name) ?? '' },
    collation: declaration.collations.get(name),
    comment: undefined,
    domain: undefined,
  }
}

/** SQLite stores any integer in 64 bits; the words of the declaration say what the author meant. */
function bitsOf(type: string): number {
  const bits = /^(?:(tinyint)|(smallint|int2)|(mediumint)|(int4))\b/i.exec(type)?.slice(1).findIndex((found) => found !== undefined)
  // A signed 64-bit number is the most there is.
  return bits === undefined ? (/\bunsigned\b/i.test(type) ? 63 : 64) : ([8, 16, 24, 32][bits] ?? 64)
}
