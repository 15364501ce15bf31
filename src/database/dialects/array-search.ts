import { formatFlatPostgresArray } from '../values/postgres-array.js'
import type { KeySearch } from './key-search.js'

/** Keys go as one array a column. PostgreSQL reads the whole table for `in` with a thousand values; LATERAL with a limit goes by the index, key by key. */
export function arraySearch({ table, columns, list, keys, condition }: KeySearch): { readonly sql: string; readonly bindings: readonly unknown[] } {
  const arrays = columns.map(({ type }) => `?::${type}[]`).join(', ')
  const names = columns.map((_, part) => `k${part}`)
  const equal = columns.map(({ quoted, fold }, part) => (fold === undefined ? `${quoted} = k.k${part}` : `${fold}(${quoted}) = ${fold}(k.k${part})`))
  const where = [...equal, ...(condition === undefined ? [] : [`(${condition})`])].join(' and ')
  return {
    sql: `select f.* from unnest(${arrays}) as k(${names.join(', ')}), lateral (select ${list} from ${table} where ${where} limit 1) as f`,
    bindings: columns.map((_, part) => formatFlatPostgresArray(keys.map(({ bindings }) => bindings[part]), (value) => value)),
  }
}
