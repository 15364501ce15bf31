import type { CatalogueReader } from '../../dialects/dialect.js'
import type { ColumnFact } from '../checks/check-fact.js'
import { columnsOf, type Expression } from '../checks/expression.js'
import { parseExpression } from '../checks/parse-expression.js'
import { mysqlSyntax } from '../checks/sql-syntax.js'
import type { PartitioningParts } from '../complete-table.js'
import { groupBy } from '../group-by.js'
import { quotedWords } from './quoted-words.js'
import { tableKey } from '../table-key.js'

type Row = Readonly<Record<string, unknown>>

// Subpartitions split by hash alone, and are one row each.
const partitionsQuery = (places: string) => `
  select p.table_schema as db, p.table_name as tablename, p.partition_method as method, p.partition_expression as expr, p.partition_description as bound
  from information_schema.partitions p where p.table_schema in (${places}) and p.partition_name is not null
    and coalesce(p.subpartition_ordinal_position, 1) = 1 order by p.table_schema, p.table_name, p.partition_ordinal_position`

/** How tables are partitioned, by table; those that are not are left out. */
export async function readPartitions(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<ReadonlyMap<string, PartitioningParts>> {
  const tables = groupBy(await read(partitionsQuery(places), schemas), (row) => tableKey(row['db'], row['tablename']), (row) => row)
  return new Map([...tables].map(([key, rows]) => [key, toPartitioning(rows)]))
}

function toPartitioning(rows: readonly Row[]): PartitioningParts {
  const method = String(rows[0]?.['method']).toUpperCase()
  const strategy = method.startsWith('RANGE') ? 'range' : method.startsWith('LIST') ? 'list' : 'hash'
  const key = String(rows[0]?.['expr'] ?? '')
  const parsed = parseExpression(`(${key})`, mysqlSyntax)
  const bounds = rows.map((row) => String(row['bound']))
  const open = strategy === 'hash' || bounds.some((bound) => bound.toUpperCase() === 'DEFAULT')
  return {
    strategy,
    columns: parsed === undefined ? [] : columnsOf(parsed),
    key: `(${key})`,
    partitions: rows.length,
    open,
    limits: open || parsed === undefined ? [] : limitsOf(strategy, parsed, bounds),
  }
}

/** A list's values; a range's end, as the first one has no beginning. */
function limitsOf(strategy: 'range' | 'list', key: Expression, bounds: readonly string[]): readonly ColumnFact[] {
  const column = key.kind === 'column' ? key.name : key.kind === 'call' && key.operands[0]?.kind === 'column' ? key.operands[0].name : undefined
  if (column === undefined) return []
  if (strategy === 'list') return key.kind === 'column' ? [{ about: 'values', column, values: bounds.flatMap(listed) }] : []
  const last = bounds.at(-1) ?? 'MAXVALUE'
  const end = last.toUpperCase() === 'MAXVALUE' ? undefined : endOf(key, last)
  return end === undefined ? [] : [{ about: 'range', column, ranges: [{ max: { value: end, inclusive: false } }] }]
}

function listed(bound: string): readonly string[] {
  return bound.startsWith("'") ? quotedWords(bound) : bound.split(',').map((value) => value.trim()).filter((value) => value.toUpperCase() !== 'NULL')
}

/** 1970-01-01 as TO_DAYS counts. */
const epochDay = 719_528

/** The first value of the column that is too much, where the key is the column, or a count of its years, days or seconds. */
function endOf(key: Expression, bound: string): string | undefined {
  if (key.kind === 'column') return bound.startsWith("'") ? quotedWords(bound)[0] : bound
  const count = Number(bound)
  if (key.kind !== 'call' || !Number.isSafeInteger(count)) return undefined
  switch (key.name) {
    case 'year':
      return `${String(count).padStart(4, '0')}-01-01`
    case 'to_days':
      return new Date((count - epochDay) * 86_400_000).toISOString().slice(0, 10)
    case 'unix_timestamp':
      return new Date(count * 1000).toISOString().slice(0, 19).replace('T', ' ')
    default:
      return undefined
  }
}
