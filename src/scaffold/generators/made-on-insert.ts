import type { DatabaseColumn } from '../../database/schema/database-schema.js'
import { gives } from './gives.js'
import type { Meaning, TextMeaning } from './meaning.js'

const CLOCK = /\b(?:now|current_timestamp|current_date|current_time|localtime(?:stamp)?|sysdate|curdate|curtime|getdate|utc_(?:timestamp|date|time)|unix_timestamp|unixepoch|(?:transaction|statement|clock)_timestamp|timeofday)\b|'now'/i
const RANDOM_BYTES = /\b(?:randomblob|gen_random_bytes|random_bytes)\s*\(\s*(\d+)\s*\)/gi
const UUID = /uuid|newid\(/i
const CLOCK_KINDS = ['date', 'timestamp', 'timestamptz', 'time']

/**
 * Whether the database would make the column's value as the row goes in: the time of day, which is the same for all rows of a run, or a random key. Both differ
 * from run to run, and the same seed has to give the same rows.
 */
export function isMadeOnInsert(column: DatabaseColumn, meaning: Meaning | undefined): boolean {
  const { defaultExpression = '', kind } = column
  if (CLOCK.test(defaultExpression)) return CLOCK_KINDS.includes(kind) || meaning?.kind === 'moment'
  if (kind === 'uuid') return defaultExpression.includes('(')
  if (kind === 'bytes') return UUID.test(defaultExpression) || defaultExpression.search(RANDOM_BYTES) >= 0
  return randomKey(column) !== undefined
}

/** What a text that the database would draw looks like. */
export function randomKey({ kind, defaultExpression = '' }: DatabaseColumn): TextMeaning | undefined {
  if (kind !== 'text') return undefined
  const sizes = [...defaultExpression.matchAll(RANDOM_BYTES)].map(([, size]) => Number(size))
  const isBare = /\breplace\s*\(/i.test(defaultExpression)
  if ((UUID.test(defaultExpression) && !isBare) || sizes.length > 3) return gives.exact(['faker.string.uuid()', 36])
  if (/ulid\(/i.test(defaultExpression)) return gives.exact(['faker.string.ulid()', 26])
  const isHex = UUID.test(defaultExpression) || /\bmd5\s*\(\s*\(*\s*(?:random|rand|clock_timestamp)\b/i.test(defaultExpression)
  if (isHex) return hex(32, 'lower')
  const [size] = sizes
  if (size === undefined || !/\bhex\b/i.test(defaultExpression)) return undefined
  return hex(size * 2, /\blower\s*\(|'hex'/i.test(defaultExpression) ? 'lower' : 'upper')
}

function hex(length: number, letterCase: 'lower' | 'upper'): TextMeaning {
  return gives.exact([`faker.string.hexadecimal({ length: ${length}, casing: '${letterCase}', prefix: '' })`, length])
}
