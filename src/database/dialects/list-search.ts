import type { KeyCondition, KeySearch, SearchStatement } from './key-search.js'

/** `where a in (…)`, `where (a, b) in (…)`. */
export function listSearch(search: KeySearch, rowList: RowList): SearchStatement {
  const { sql, bindings } = listCondition(search, rowList)
  return { sql: `select ${search.list} from ${search.table} where ${sql}`, bindings }
}

/** What `(a, b) in` wants: a list of rows, or VALUES. */
export type RowList = 'tuples' | 'values'

/** `a in (…)`, `(a, b) in (…)`. */
export function listCondition({ columns, keys }: KeyCondition, rowList: RowList): SearchStatement {
  const bindings = keys.flatMap((key) => key.bindings)
  const names = columns.map(({ quoted }) => quoted).join(', ')
  if (columns.length === 1) return { sql: `${names} in (${keys.map(({ places }) => places[0]).join(',')})`, bindings }
  const rows = keys.map(({ places }) => `(${places.join(',')})`).join(',')
  return { sql: `(${names}) in (${rowList === 'values' ? `values ${rows}` : rows})`, bindings }
}
