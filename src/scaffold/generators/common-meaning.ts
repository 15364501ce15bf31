import type { DatabaseColumn } from '../../database/schema/database-schema.js'
import { clockLength } from './clock-length.js'
import { gives } from './gives.js'
import type { Meaning } from './meaning.js'

const { text, whole, real, past, time, flag, json } = gives

/** What a column means whose name says nothing: by its type alone. */
export function commonMeaning(column: DatabaseColumn): Meaning {
  const kind = column.kind === 'array' ? (column.element ?? 'other') : column.kind
  switch (kind) {
    case 'integer':
    case 'bigint':
    case 'bits':
      return whole(1, 100)
    case 'decimal':
    case 'float':
      return real(1, 100, 2)
    case 'boolean':
      return flag(50)
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return past(1)
    case 'time':
      return time()
    case 'json':
      return json('{ label: faker.word.noun() }')
    default:
      return column.bounds.json === true ? json('{ label: faker.word.noun() }') : clockLength(column) === undefined ? words(column) : time()
  }
}

/** The shorter the column, the more it is a code. */
function words({ length, bounds }: DatabaseColumn): Meaning {
  const most = Math.min(length ?? Number.POSITIVE_INFINITY, bounds.maxLength ?? Number.POSITIVE_INFINITY)
  if (most < 6) return text([`faker.string.alpha({ length: ${Math.max(1, most)}, casing: 'upper' })`, most, 26 ** most])
  return text(['`${faker.word.adjective()} ${faker.word.noun()}`', 34], ['faker.word.noun()', 17, 950])
}
