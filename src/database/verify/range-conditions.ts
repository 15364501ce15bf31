import type { SearchStatement } from '../dialects/key-search.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { KeyRange } from './key-ranges.js'

const mostRanges = 200

/** That a column lies in one of the ranges. */
export function* rangeConditions({ quoted }: ColumnPlan, ranges: readonly KeyRange[]): Generator<SearchStatement> {
  for (let at = 0; at < ranges.length; at += mostRanges) {
    const part = ranges.slice(at, at + mostRanges)
    yield { sql: `(${part.map(() => `${quoted} between ? and ?`).join(' or ')})`, bindings: part.flatMap(({ from, to }) => [String(from), String(to)]) }
  }
}
