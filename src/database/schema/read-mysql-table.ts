import type { CatalogueReader } from '../dialects/dialect.js'
import type { ServerFacts } from '../dialects/server-facts.js'
import type { TableName } from '../table-name.js'
import { mysqlKind } from './mysql-kind.js'
import { defaultExpression } from './mysql/default-expression.js'
import { quotedWords } from './mysql/quoted-words.js'
import type { ColumnSchema, ForeignKey, TableSchema, UniqueKey } from './table-schema.js'

type Row = Readonly<Record<string, unknown>>

const columnsQuery = (json: string) => `
  select c.table_schema as db, c.table_name as tablename, c.column_name as name, c.data_type as base, c.column_type as type,
    c.is_nullable as nullable, c.column_default as expr, c.extra as extra, c.character_maximum_length as length,
    c.numeric_scale as scale, c.datetime_precision as fraction, ${json} as isjson, g.fills as fills
  from information_schema.columns c
  cross join (select count(*) as fills from information_schema.triggers
    where event_object_schema = coalesce(?, database()) and event_object_table = ? and event_manipulation = 'INSERT' and action_timing = 'BEFORE') g
  where c.table_schema = coalesce(?, database()) and c.table_name = ? order by c.ordinal_position`

// MariaDB's JSON is LONGTEXT with a check.
const mariadbJson = `(c.data_type = 'longtext' and exists (
  select 1 from information_schema.check_constraints k where k.constraint_schema = c.table_schema
    and k.table_name = c.table_name and k.check_clause = concat('json_valid(\`', c.column_name, '\`)')))`

const keysQuery = `
  select k.constraint_name as name, t.constraint_type as kind, k.column_name as col,
    k.referenced_table_schema as parentdb, k.referenced_table_name as parent, k.referenced_column_name as foreigncol
  from information_schema.key_column_usage k
  join information_schema.table_constraints t on t.constraint_schema = k.constraint_schema
    and t.constraint_name = k.constraint_name and t.table_schema = k.table_schema and t.table_name = k.table_name
  where k.table_schema = coalesce(?, database()) and k.table_name = ? order by k.constraint_name, k.ordinal_position`

// Parts of a unique key that are not whole columns: an expression has no column (MySQL), a prefix a length.
const partsQuery = `
  select s.index_name as name, s.seq_in_index as place, s.column_name as col, s.sub_part as prefix
  from information_schema.statistics s
  where s.table_schema = coalesce(?, database()) and s.table_name = ? and s.non_unique = 0
    and (s.column_name is null or s.sub_part is not null)`

const checksQuery = (own: string) => `
  select k.constraint_name as name, k.check_clause as expr from information_schema.check_constraints k
  join information_schema.table_constraints t on t.constraint_schema = k.constraint_schema and t.constraint_name = k.constraint_name ${own}
  where t.constraint_type = 'CHECK' and t.table_schema = coalesce(?, database()) and t.table_name = ?`

/** Four reads a table: columns, keys, checks, and what of its unique keys is no whole column. */
export async function readMysqlTable(
  read: CatalogueReader,
  table: TableName,
  facts: ServerFacts,
): Promise<TableSchema | undefined> {
  const at = typeof table === 'string' ? [null, table] : [table.schema, table.name]
  const rows = await read(columnsQuery(facts.quotedDefaults ? mariadbJson : '0'), [...at, ...at])
  const first = rows[0]
  if (first === undefined) return undefined
  const keys = groupKeys(await read(keysQuery, at))
  // MariaDB names checks by table, MySQL by database.
  const checks = facts.namesChecks
    ? await read(checksQuery(facts.quotedDefaults ? 'and t.table_name = k.table_name' : ''), at)
    : []
  return {
    schema: String(first['db']),
    name: String(first['tablename']),
    columns: rows.map((row) => toColumn(row, facts)),
    primaryKey: keys.find((key) => key.kind === 'PRIMARY KEY')?.columns ?? [],
    uniques: toUniques(keys.filter((key) => key.kind === 'UNIQUE'), await read(partsQuery, at)),
    foreignKeys: keys
      .filter((key) => key.kind === 'FOREIGN KEY')
      .map(({ name, columns, table: parent, foreignColumns }): ForeignKey => ({
        name,
        columns,
        table: parent,
        foreignColumns,
      })),
    checks: checks.map((row) => ({ name: String(row['name']), expression: String(row['expr']) })),
    rowid: false,
    ...(Number(first['fills']) > 0 ? { triggersFill: true } : {}),
  }
}

function toColumn(row: Row, facts: ServerFacts): ColumnSchema {
  const type = String(row['type'])
  const extra = String(row['extra']).toLowerCase()
  const kind = Number(row['isjson']) === 1 ? 'json' : mysqlKind(String(row['base']), type)
  const identity = extra.includes('auto_increment')
  const number = (key: string) => (row[key] === null || row[key] === undefined ? undefined : Number(row[key]))
  return {
    name: String(row['name']),
    type: kind === 'json' ? 'json' : type,
    kind,
    element: undefined,
    nullable: row['nullable'] === 'YES',
    defaultExpression: defaultExpression(row, kind, facts),
    identity,
    ...(identity && facts.zeroCounts === true ? { zeroCounts: true } : {}),
    generated: extra.includes('generated') && !extra.includes('default_generated'),
    length: kind === 'text' ? number('length') : undefined,
    scale: kind === 'decimal' ? number('scale') : number('fraction'),
    values: kind === 'enum' ? quotedWords(type) : undefined,
  }
}

function toUniques(keys: readonly UniqueKey[], parts: readonly Row[]): readonly UniqueKey[] {
  if (parts.length === 0) return keys.map(({ name, columns }) => ({ name, columns }))
  return keys.flatMap(({ name, columns }): UniqueKey[] => {
    const own = parts.filter((part) => part['name'] === name)
    if (own.some((part) => part['col'] === null)) return []
    if (own.length === 0) return [{ name, columns }]
    const length = new Map(own.map((part) => [String(part['col']), Number(part['prefix'])]))
    return [{ name, columns, prefixes: columns.map((column) => length.get(column)) }]
  })
}

function groupKeys(rows: readonly Row[]) {
  const found = new Map<
    string,
    {
      name: string
      kind: string
      columns: string[]
      foreignColumns: string[]
      table: { schema: string | undefined; name: string }
    }
  >()
  for (const row of rows) {
    const id = `${String(row['kind'])} ${String(row['name'])}`
    const key = found.get(id) ?? {
      name: String(row['name']),
      kind: String(row['kind']),
      columns: [],
      foreignColumns: [],
      table: { schema: String(row['parentdb']), name: String(row['parent']) },
    }
    key.columns.push(String(row['col']))
    key.foreignColumns.push(String(row['foreigncol']))
    found.set(id, key)
  }
  return [...found.values()]
}
