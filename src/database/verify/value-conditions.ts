import type { Dialect } from '../dialects/dialect.js'
import type { SearchStatement } from '../dialects/key-search.js'
import type { ColumnPlan } from '../write/table-plan.js'

const mostValues = 1000

/** That columns hold one of the values. */
export function* valueConditions(dialect: Dialect, columns: readonly ColumnPlan[], values: readonly (readonly unknown[])[]): Generator<SearchStatement> {
  for (let at = 0; at < values.length; at += mostValues) {
    const keys = values.slice(at, at + mostValues).map((each) => ({
      bindings: columns.map(({ codec }, part) => codec.encode(each[part])),
      places: columns.map(({ codec }, part) => codec.placeholder?.(each[part]) ?? '?'),
    }))
    yield dialect.keyCondition({ columns: columns.map(({ quoted, column: { type } }) => ({ quoted, type })), keys })
  }
}
