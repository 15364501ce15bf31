import { collated } from './collated.js'
import type { KeyCondition, KeySearch, SearchStatement } from './key-search.js'

/** `where a in (…)`, `where (a, b) in (…)`. */
export function listSearch(search: KeySearch, rowList: RowList): SearchStatement {
  const { table, list, condition } = search
  const { sql, bindings } = listCondition(search, rowList)
  return { sql: `select ${list} from ${table} where ${sql}${condition === undefined ? '' : ` and (${condition})`}`, bindings }
}

/** What `(a, b) in` wants: a list of rows, or VALUES. */
export type RowList = 'tuples' | 'values'

/** `a in (…)`, `(a, b) in (…)`. */
export function listCondition({ columns, keys }: KeyCondition, rowList: RowList): SearchStatement {
  const bindings = keys.flatMap((key) => key.bindings)
  const names = columns.map((column) => folded(collated(column), column.fold)).join(', ')
  if (columns.length === 1) return { sql: `${names} in (${keys.map(({ places: [place = '?'] }) => folded(place, columns[0]?.fold)).join(',')})`, bindings }
  const lists = keys.map(({ places }) => places.map((place, part) => folded(place, columns[part]?.fold)).join(','))
  const rows = lists.map((list) => `(${list})`).join(',')
  return { sql: `(${names}) in (${rowList === 'values' ? `values ${rows}` : rows})`, bindings }
}

function folded(sql: string, fold: string | undefined): string {
  return fold === undefined ? sql : `${fold}(${sql})`
}
