import type { Dialect } from '../dialects/dialect.js'
import type { SearchStatement } from '../dialects/key-search.js'
import { qualifiedName } from '../qualified-name.js'
import type { ForeignKey } from '../schema/table-schema.js'
import type { IntegerRun } from './integer-set.js'

/**
 * Counts the parents of runs of keys, and locks them: `run`, `n` and the last key. So many parents from the first key of a run on, the last of which is the last of the run, are all of it.
 * Reading stops at the last one: nothing behind it is locked, where others add parents.
 */
export function mysqlRunSearch(dialect: Dialect, { table, foreignColumns }: ForeignKey, runs: readonly IntegerRun[]): SearchStatement {
  const parent = qualifiedName(dialect, table.schema === undefined ? table.name : { schema: table.schema, name: table.name })
  const column = dialect.quote(foreignColumns[0] ?? '')
  const parts = runs.map(
    ({ from, to }, at) =>
      `select ${at} as run, count(*) as n, cast(max(k) as char) as last from (select ${column} as k from ${parent} where ${column} >= ? order by ${column} limit ${to - from + 1} lock in share mode) p`,
  )
  return { sql: parts.join(' union all '), bindings: runs.map(({ from }) => from) }
}
