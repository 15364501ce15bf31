import type { ColumnKind } from './table-schema.js'

const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^(bool|boolean)\b/i, 'boolean'],
  [/^(bigint|int8|unsigned big int)\b/i, 'bigint'],
  [/int/i, 'integer'],
  [/^(datetime|timestamp)/i, 'timestamp'],
  [/^date\b/i, 'date'],
  [/^time\b/i, 'time'],
  [/^jsonb?\b/i, 'json'],
  [/^uuid\b/i, 'uuid'],
  [/char|clob|text/i, 'text'],
  [/blob|binary/i, 'bytes'],
  [/real|floa|doub/i, 'float'],
  [/^(decimal|numeric|dec|number|money)\b/i, 'decimal'],
]

/** SQLite keeps the words of the declaration and takes any: they say what the author meant. */
export function sqliteKind(type: string): ColumnKind {
  return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'other'
}
