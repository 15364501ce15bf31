import { formatFlatPostgresArray } from '../values/postgres-array.js'
import type { KeyCondition, SearchStatement } from './key-search.js'

/**
 * Keys of several columns go as one array a column: PostgreSQL nests the rows of `(a, b) in ((…),(…))` in one another, until its stack is full. The arrays
 * are of text, which can be read as any type, arrays included.
 */
export function arrayCondition({ columns, keys }: KeyCondition): SearchStatement {
  const bindings = columns.map((_, part) => formatFlatPostgresArray(keys.map((key) => key.bindings[part]), (value) => value))
  const types = columns.map(({ type }, part) => `k${part}::${type}`).join(', ')
  const arrays = columns.map(() => '?::text[]').join(', ')
  const names = columns.map((_, part) => `k${part}`).join(', ')
  return { sql: `(${columns.map(({ quoted }) => quoted).join(', ')}) in (select ${types} from unnest(${arrays}) as k(${names}))`, bindings }
}
