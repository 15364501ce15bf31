import type { Dialect } from '../dialects/dialect.js'
import type { ColumnPlan } from '../write/table-plan.js'

/** A row of values for some columns, NULL among them. */
export interface ListedRow {
  /** Its place in whatever it was taken from. */
  readonly index: number
  readonly values: readonly unknown[]
  readonly places: readonly string[]
}

/** Rows of values, to be joined with the rows of a table. */
export interface ValueList {
  /** What `seedkit_row`, counted from 1, means. */
  readonly indexes: readonly number[]
  /** `(…) as k`, with a column `seedkit_n` for the nth of those columns that are not NULL. */
  readonly sql: string
  readonly bindings: readonly unknown[]
  /** For each column, the values beside which rows are equal: `k.seedkit_0`; undefined where NULL is asked for. */
  readonly names: readonly (string | undefined)[]
}

/** More rows in a statement are no faster. */
const mostRows = 10_000

/** Rows of values in as few lists as can be: those with NULL in the same columns go together, and all values of a column are of one form. */
export function* valueLists(dialect: Dialect, table: string, columns: readonly ColumnPlan[], rows: readonly ListedRow[]): Generator<ValueList> {
  const most = Math.min(mostRows, Math.floor(dialect.maxBindings / Math.max(1, columns.length)))
  for (const group of groupsOf(dialect, columns, rows).values()) {
    const whole = columns.map((_, part) => group[0]?.values[part] !== null)
    const names = columns.map((_, part) => (whole[part] === true ? `k.seedkit_${whole.slice(0, part).filter(Boolean).length}` : undefined))
    const given = columns.filter((_, part) => whole[part])
    if (given.length === 0) {
      yield { indexes: group.map(({ index }) => index), sql: '(select 1 as seedkit_row) as k', bindings: [], names }
      continue
    }
    for (let from = 0; from < group.length; from += most) {
      const chunk = group.slice(from, from + most)
      const { sql, bindings } = dialect.matching.list({
        table,
        columns: given,
        rows: chunk.map(({ values, places }) => ({ values: values.filter((_, part) => whole[part]), places: places.filter((_, part) => whole[part]) })),
      })
      yield { indexes: chunk.map(({ index }) => index), sql: `${sql} as k`, bindings, names }
    }
  }
}

function groupsOf({ matching }: Dialect, columns: readonly ColumnPlan[], rows: readonly ListedRow[]): ReadonlyMap<string, readonly ListedRow[]> {
  const groups = new Map<string, ListedRow[]>()
  for (const row of rows) {
    const form = columns.map(({ column }, part) => (row.values[part] === null ? 'null' : matching.form(column, row.values[part]))).join()
    const group = groups.get(form)
    if (group === undefined) groups.set(form, [row])
    else group.push(row)
  }
  return groups
}
