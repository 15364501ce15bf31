import type { StatementLabel, StoredRow } from '../database.js'
import type { SearchStatement } from '../dialects/key-search.js'
import type { ForeignKey } from '../schema/table-schema.js'
import type { TableName } from '../table-name.js'
import type { ColumnPlan, TablePlan } from '../write/table-plan.js'
import type { WriteContext } from '../write/write-context.js'
import type { IntegerRun } from './integer-set.js'
import { mysqlOrphanSearch, type OrphanSearch } from './mysql-orphan-search.js'
import { mysqlRunSearch } from './mysql-run-search.js'
import { rangeConditions } from './range-conditions.js'
import { valueConditions } from './value-conditions.js'
import type { WrittenSet } from './written-rows.js'

/** The key of the rows that are looked at. */
export interface VerifiedKey {
  readonly table: TableName
  readonly plan: TablePlan
  readonly key: ForeignKey
  readonly label: StatementLabel
}

const mostRuns = 100
const everywhere: SearchStatement = { sql: 'true', bindings: [] }

/** A row of the set that has no parent: its key and what it points with. Undefined where every row has one, which cannot be removed any more before the transaction ends. */
export async function mysqlFindOrphan(context: WriteContext, verified: VerifiedKey, set: WrittenSet): Promise<StoredRow | undefined> {
  const columns = columnsOf(verified)
  switch (set.by) {
    case 'runs': {
      const broken = await brokenRuns(context, verified, set.runs)
      return among(context, verified, columns.flatMap((column) => [...rangeConditions(column, broken)]))
    }
    case 'values':
      return among(context, verified, valueConditions(context.dialect, columns, set.values))
    case 'ranges':
      return among(context, verified, rangeConditions(set.column, set.ranges), indexOn(verified.plan, set.column))
    case 'table':
      return among(context, verified, [everywhere])
    default:
      return set satisfies never
  }
}

/** Runs of which a parent is not there. */
async function brokenRuns(context: WriteContext, { table, key, label }: VerifiedKey, runs: readonly IntegerRun[]): Promise<readonly IntegerRun[]> {
  const broken: IntegerRun[] = []
  for (let at = 0; at < runs.length; at += mostRuns) {
    const part = runs.slice(at, at + mostRuns)
    const { rows } = await context.read({ kind: 'select', ...mysqlRunSearch(context.dialect, key, part), table, label })
    const whole = new Set(rows.filter((row) => isWhole(part[Number(row['run'])], row)).map((row) => Number(row['run'])))
    broken.push(...part.filter((_, run) => !whole.has(run)))
  }
  return broken
}

function isWhole(run: IntegerRun | undefined, row: Readonly<Record<string, unknown>>): boolean {
  return run !== undefined && Number(row['n']) === run.to - run.from + 1 && String(row['last']) === String(run.to)
}

async function among(context: WriteContext, verified: VerifiedKey, conditions: Iterable<SearchStatement>, index?: string): Promise<StoredRow | undefined> {
  for (const where of conditions) {
    const values = await search(context, verified, { ...verified, where, index, each: 'values' })
    if (values === undefined) continue
    const [same = everywhere] = valueConditions(context.dialect, columnsOf(verified), [verified.key.columns.map((name) => values[name])])
    const both: SearchStatement = { sql: `${where.sql} and ${same.sql}`, bindings: [...where.bindings, ...same.bindings] }
    return (await search(context, verified, { ...verified, where: both, each: 'rows' })) ?? values
  }
  return undefined
}

async function search(context: WriteContext, { table, label }: VerifiedKey, asked: OrphanSearch): Promise<StoredRow | undefined> {
  const { sql, bindings, shown } = mysqlOrphanSearch(context.dialect, asked)
  const [raw] = (await context.read({ kind: 'select', sql, bindings, table, label }, { values: 'raw' })).rows
  if (raw === undefined) return undefined
  return Object.fromEntries(shown.map(({ name, alias, codec }) => [name, raw[alias] === null ? null : codec.decode(raw[alias], undefined)]))
}

function columnsOf({ plan, key }: VerifiedKey): readonly ColumnPlan[] {
  return key.columns.map((name) => plan.byName.get(name)).filter((column) => column !== undefined)
}

/** Of the key that is counted up. */
function indexOn({ schema }: TablePlan, { name }: ColumnPlan): string | undefined {
  if (schema.primaryKey[0] === name) return 'PRIMARY'
  return schema.uniques.find(({ columns }) => columns[0] === name)?.name
}
