import { qualifiedName } from '../qualified-name.js'
import type { StatementLabel } from '../database.js'
import type { TableName } from '../table-name.js'
import type { TablePlan } from '../write/table-plan.js'
import type { WriteContext } from '../write/write-context.js'
import { questionMarks } from '../question-marks.js'

/** Values of one column for rows that are still to be inserted. */
export interface ReservedKeys {
  readonly values: readonly unknown[]
  /**
   * `give`: nobody else gets them, they are to be given. `expect`: the database will count them up by itself, if nothing comes between. `stand in`:
   * nobody else gets them, but they cannot be given either.
   */
  readonly use: 'give' | 'expect' | 'stand in'
}

export interface WantedKeys {
  readonly table: TableName
  readonly column: string
  readonly count: number
  readonly label: StatementLabel
  /** The last of those that rows still to be inserted expect; then the keys are given, and do not get in their way. */
  readonly beyond?: bigint | undefined
}

/** The values that the database would make in a column for so many rows; undefined where they cannot be known beforehand. */
export async function reserveValues(context: WriteContext, plan: TablePlan, wanted: WantedKeys): Promise<ReservedKeys | undefined> {
  const { table, column: name, count, label, beyond } = wanted
  const column = plan.byName.get(name)
  if (column === undefined) return undefined
  const { dialect } = context
  const { defaultExpression: expression, generated, identity, kind } = column.column
  // Integers are read alike, as columns or not.
  const isDecoded = column.codec.read === undefined || kind === 'integer' || kind === 'bigint'
  const decode = (raw: unknown): unknown => (isDecoded && raw !== null ? column.codec.decode(raw, undefined) : raw)
  const read = async (sql: string, bindings: readonly unknown[]): Promise<unknown[]> => {
    const { rows } = await context.read({ kind: 'select', sql, bindings, table, label }, { values: 'raw' })
    return rows.map((row) => decode(row['c0']))
  }
  if (identity) {
    const next = dialect.cyclicKeys.nextValues({ column, schema: plan.schema, table: qualifiedName(dialect, table), count })
    if (next === undefined) return undefined
    await context.sequences.beforeUse(context.sequenceHost, plan, [])
    const values = await read(next.sql, next.bindings)
    if (next.gives === 'values') return { values, use: generated ? 'stand in' : 'give' }
    const start = BigInt(String(values[0]))
    if (beyond === undefined) return { values: countedFrom(start, count, context.server.keyStep), use: 'expect' }
    return { values: countedFrom(beyond >= start ? beyond + 1n : start, count, context.server.keyStep), use: 'give' }
  }
  if (expression === undefined || generated) return undefined
  const values: unknown[] = []
  for (let left = count; left > 0; left -= 500) {
    values.push(...(await read(dialect.cyclicKeys.manyOf(questionMarks.escape(expression), Math.min(left, 500)), [])))
  }
  return { values, use: 'give' }
}

function countedFrom(first: bigint, count: number, step: number): readonly unknown[] {
  return Array.from({ length: count }, (_, at) => {
    const value = first + BigInt(at * step)
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? String(value) : Number(value)
  })
}
