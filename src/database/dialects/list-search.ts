import type { KeySearch } from './key-search.js'

/** `where a in (…)`, `where (a, b) in (…)`. */
export function listSearch(
  { table, columns, list, keys }: KeySearch,
  rowList: 'tuples' | 'values',
): { readonly sql: string; readonly bindings: readonly unknown[] } {
  const bindings = keys.flatMap((key) => key.bindings)
  const names = columns.map(({ quoted }) => quoted).join(', ')
  if (columns.length === 1) {
    return { sql: `select ${list} from ${table} where ${names} in (${keys.map(({ places }) => places[0]).join(',')})`, bindings }
  }
  const rows = keys.map(({ places }) => `(${places.join(',')})`).join(',')
  return { sql: `select ${list} from ${table} where (${names}) in (${rowList === 'values' ? `values ${rows}` : rows})`, bindings }
}
