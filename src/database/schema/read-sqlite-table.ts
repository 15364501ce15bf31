import type { CatalogueReader } from '../dialects/dialect.js'
import { quoteName } from '../dialects/quote-name.js'
import type { TableName } from '../table-name.js'
import { parseCreateTable } from './sqlite/parse-create-table.js'
import { sqliteSyntax } from './checks/sql-syntax.js'
import { groupBy } from './group-by.js'
import { readNarrowKey, type IndexText } from './read-narrow-key.js'
import { parseCreateIndex } from './sqlite/parse-create-index.js'
import { triggerMoment } from './sqlite/trigger-moment.js'
import { sqliteKind } from './sqlite-kind.js'
import type { ColumnSchema, ForeignKey, NarrowKey, TableSchema, UniqueKey } from './table-schema.js'

type Row = Readonly<Record<string, unknown>>

/** Five reads a table: where it is, columns, unique indexes, foreign keys, and the declarations of it and its triggers. */
export async function readSqliteTable(read: CatalogueReader, table: TableName): Promise<TableSchema | undefined> {
  const found = await locate(read, table)
  if (found === undefined) return undefined
  const { schema, name } = found
  const columns = await read(
    'select name as name, type as type, "notnull" as required, dflt_value as expr, pk as pk, hidden as hidden from pragma_table_xinfo(?, ?)',
    [name, schema],
  )
  const uniques = await read(
    `select l.name as name, l.origin as origin, l.partial as partial, i.name as col, i.coll as coll, m.sql as ddl from pragma_index_list(?, ?) as l
     join pragma_index_xinfo(l.name, ?) as i left join ${quoteName(schema, '"')}.sqlite_master as m on m.type = 'index' and m.name = l.name
     where l."unique" = 1 and i.key = 1 order by l.seq, i.seqno`,
    [name, schema, schema],
  )
  const keys = await read(
    // Left out in the declaration: the parent's primary key.
    `select f.id as id, f."table" as parent, f."from" as col,
       coalesce(f."to", (select p.name from pragma_table_xinfo(f."table", ?) as p where p.pk = f.seq + 1)) as foreigncol
     from pragma_foreign_key_list(?, ?) as f order by f.id, f.seq`,
    [schema, name, schema],
  )
  const declarations = await read(
    `select type as type, sql as ddl from ${quoteName(schema, '"')}.sqlite_master where (type = 'table' and name = ?) or (type = 'trigger' and lower(tbl_name) = lower(?))
     union all select type, sql from sqlite_temp_master where type = 'trigger' and lower(tbl_name) = lower(?)`,
    [name, name, name],
  )
  const declaration = declarations.find((row) => row['type'] === 'table')
  const { checks, collations } = parseCreateTable(String(declaration?.['ddl'] ?? ''))
  const triggers = new Set(declarations.filter((row) => row['type'] === 'trigger').map((row) => triggerMoment(String(row['ddl']))))
  const primaryKey = columns
    .filter((row) => Number(row['pk']) > 0)
    .toSorted((a, b) => Number(a['pk']) - Number(b['pk']))
    .map((row) => String(row['name']))
  const isView = found.type === 'view'
  const rowid = !isView && Number(found.withoutRowid) === 0
  const counted = rowid && primaryKey.length === 1 ? primaryKey[0] : undefined
  const own = columns.filter((row) => Number(row['hidden']) !== 1).map((row) => toColumn(row, counted))
  return {
    schema,
    name,
    columns: own,
    primaryKey,
    ...toKeys(uniques, own, collations),
    foreignKeys: toForeignKeys(keys, schema),
    checks,
    rowid,
    ...(Number(found.strict) === 1 || columns.some((row) => Number(row['hidden']) > 1) ? { failsHalfway: true } : {}),
    // They run after each row, not after the statement.
    ...(triggers.has('after insert') ? { afterTriggers: true, triggersFill: true } : {}),
    // RETURNING gives what was sent to the view, not what its trigger made of it.
    ...(isView && triggers.has('before insert') ? { insteadRules: true } : {}),
  }
}

async function locate(read: CatalogueReader, table: TableName) {
  const name = typeof table === 'string' ? table : table.name
  const schema = typeof table === 'string' ? null : table.schema
  const rows = await read(
    `select l.schema as found, l.name as name, l.type as type, l.wr as wr, l.strict as strict from pragma_table_list as l left join pragma_database_list as d on d.name = l.schema
     where lower(l.name) = lower(?) and (? is null or lower(l.schema) = lower(?)) and l.type in ('table', 'view', 'virtual')
     order by case l.schema when 'temp' then -1 else d.seq end limit 1`,
    [name, schema, schema],
  )
  const row = rows[0]
  return row && { schema: String(row['found']), name: String(row['name']), type: row['type'], withoutRowid: row['wr'], strict: row['strict'] }
}

function toColumn(row: Row, counted: string | undefined): ColumnSchema {
  const name = String(row['name'])
  const type = String(row['type'])
  const size = /\((\d+)(?:\s*,\s*(\d+))?\)/.exec(type)
  const kind = sqliteKind(type)
  const expr = row['expr'] === null ? undefined : String(row['expr'])
  return {
    name,
    type,
    kind,
    element: undefined,
    nullable: Number(row['required']) === 0,
    defaultExpression: expr?.toLowerCase() === 'null' ? undefined : expr,
    // Only a key declared as INTEGER, in this very word, is the row number.
    identity: name === counted && type.toLowerCase() === 'integer',
    generated: Number(row['hidden']) > 1,
    length: kind === 'text' && size !== null ? Number(size[1]) : undefined,
    scale: size?.[2] === undefined ? undefined : Number(size[2]),
    values: undefined,
  }
}

function toKeys(rows: readonly Row[], columns: readonly ColumnSchema[], collations: ReadonlyMap<string, string>): Pick<TableSchema, 'uniques' | 'narrowKeys'> {
  const uniques: UniqueKey[] = []
  const narrowKeys: NarrowKey[] = []
  for (const [name, parts] of groupBy(rows.filter((row) => row['origin'] !== 'pk'), (row) => String(row['name']), (row) => row)) {
    // An index on an expression has no column.
    const isNarrow = parts.some((row) => Number(row['partial']) === 1 || row['col'] === null)
    const other = otherCollations(parts, collations)
    const key = isNarrow ? readNarrowKey({ ...toIndexText(name, parts), ...other }, columns, sqliteSyntax) : undefined
    if (key !== undefined) narrowKeys.push(key)
    if (!isNarrow) uniques.push({ name, columns: parts.map((row) => String(row['col'])), ...other })
  }
  return narrowKeys.length === 0 ? { uniques } : { uniques, narrowKeys }
}

function otherCollations(parts: readonly Row[], own: ReadonlyMap<string, string>): Pick<UniqueKey, 'collations'> {
  const collations = parts.map(({ col, coll }) => (String(coll).toLowerCase() === (own.get(String(col)) ?? 'binary').toLowerCase() ? undefined : quoteName(String(coll), '"')))
  return collations.every((collation) => collation === undefined) ? {} : { collations }
}

function toIndexText(name: string, rows: readonly Row[]): IndexText {
  const { parts, predicate } = parseCreateIndex(String(rows[0]?.['ddl'] ?? ''))
  return {
    name,
    parts: rows.map(({ col }, place) => ({ column: col === null ? undefined : String(col), expression: col === null ? parts[place] : undefined })),
    predicate: Number(rows[0]?.['partial']) === 1 ? (predicate ?? '') : undefined,
  }
}

function toForeignKeys(rows: readonly Row[], schema: string): ForeignKey[] {
  const found = new Map<unknown, { columns: string[]; foreignColumns: string[]; parent: string }>()
  for (const row of rows) {
    const entry = found.get(row['id']) ?? { columns: [], foreignColumns: [], parent: String(row['parent']) }
    entry.columns.push(String(row['col']))
    // The parent may be missing too.
    if (row['foreigncol'] !== null) entry.foreignColumns.push(String(row['foreigncol']))
    found.set(row['id'], entry)
  }
  return [...found.values()].map(({ columns, foreignColumns, parent }) => ({
    name: '',
    columns,
    foreignColumns,
    table: { schema, name: parent },
  }))
}
