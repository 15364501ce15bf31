import { reserveValues } from '../cycles/reserve-values.js'
import type { InsertRequest, InsertRow } from '../database.js'
import type { ColumnPlan, TablePlan } from './table-plan.js'
import type { WriteContext } from './write-context.js'

/** Rows whose keys are known before they are sent. */
export interface KnownKeys {
  readonly key: readonly ColumnPlan[]
  /** Every row gives the key. */
  readonly request: InsertRequest
  /** Places of rows whose key nobody else can have. */
  readonly made: ReadonlySet<number>
}

/**
 * What each row can be found by once it is inserted: its primary key or else a unique one, as it is given, or as the database makes it beforehand. Undefined
 * where some row has none.
 */
export async function knownKeys(context: WriteContext, plan: TablePlan, request: InsertRequest): Promise<KnownKeys | undefined> {
  const key = pickKey(plan, request)
  if (key === undefined) return undefined
  const rows: InsertRow[] = [...request.rows]
  const made = new Set<number>()
  for (const { name } of key) {
    const missing = [...rows.keys()].filter((index) => rows[index]?.[name] === undefined)
    if (missing.length === 0) continue
    const reserved = await reserveValues(context, plan, { table: request.table, column: name, count: missing.length, label: request.label })
    if (reserved === undefined) return undefined
    for (const [k, index] of missing.entries()) {
      rows[index] = { ...rows[index], [name]: reserved.values[k] }
      made.add(index)
    }
  }
  return { key, request: { ...request, rows }, made }
}

function pickKey({ schema, byName }: TablePlan, { primaryKey, rows }: InsertRequest): readonly ColumnPlan[] | undefined {
  const declared = schema.primaryKey.length > 0 ? schema.primaryKey : primaryKey
  const candidates = [declared, ...schema.uniques.map(({ columns }) => columns)]
  return candidates
    .map((names) => names.flatMap((name) => byName.get(name) ?? []))
    .find((key, at) => key.length > 0 && key.length === candidates[at]?.length && key.every((column) => rows.every((row) => isKnown(column, row[column.name]))))
}

function isKnown({ column }: ColumnPlan, value: unknown): boolean {
  if (value !== undefined) return value !== null
  return column.identity ? column.sequence !== undefined : column.defaultExpression !== undefined && !column.generated
}
