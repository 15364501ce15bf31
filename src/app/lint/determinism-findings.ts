import { isDeepStrictEqual } from 'node:util'
import type { Finding } from './finding.js'
import type { LintSubject } from './lint-subject.js'
import { newFinding } from './new-finding.js'

type Row = Readonly<Record<string, unknown>>

/** What the same seed gave at two times. */
export interface TwoBuilds {
  readonly factory: string
  readonly table: string
  readonly subject: LintSubject
  readonly first: readonly Row[]
  readonly second: readonly Row[]
}

const FIX =
  'Take values from this.faker, and moments from its dates or session.refDate: ' +
  'Math.random(), Date.now(), new Date(), a faker of your own and counters outside the factory know no seed.'

/** Columns whose values the seed does not decide. */
export function determinismFindings({ factory, table, subject, first, second }: TwoBuilds): readonly Finding[] {
  const columns = [...new Set([...first, ...second].flatMap((row) => Object.keys(row)))]
  const other = columns.filter((column) => first.some((row, index) => !isSame(row[column], second[index]?.[column])))
  return other.map((column) =>
    newFinding({
      factory,
      state: subject.state,
      kind: 'determinism',
      table,
      columns: [column],
      message: `${subject.label} gives other values for "${column}" when it is built again with the same seed.`,
      fix: FIX,
    }),
  )
}

function isSame(one: unknown, other: unknown): boolean {
  return isExpression(one) && isExpression(other) ? String(one) === String(other) : isDeepStrictEqual(one, other)
}

/** SQL of Knex, which prints itself. */
function isExpression(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'toSQL' in value
}
