import type { DatabaseColumn } from '../../database/schema/database-schema.js'
import type { ColumnKind } from '../../database/schema/table-schema.js'
import { codeText } from './code-text.js'

const TYPES: Readonly<Record<ColumnKind, string>> = {
  integer: 'number',
  // A number up to 2^53, which keys do not reach; beyond it seedkit gives a bigint.
  bigint: 'number',
  // A text, so that no digit is lost.
  decimal: 'string',
  float: 'number',
  boolean: 'boolean',
  text: 'string',
  uuid: 'string',
  enum: 'string',
  date: 'Date',
  timestamp: 'Date',
  timestamptz: 'Date',
  time: 'string',
  json: 'unknown',
  bytes: 'Uint8Array',
  bits: 'number',
  array: 'unknown[]',
  other: 'string',
}

/** The TypeScript type of what seedkit gives back for a column: `string`, `'draft' | 'sent'`, `Date | null`. */
export function columnType(column: DatabaseColumn): string {
  const type = valueType(column)
  // unknown takes NULL in.
  return column.nullable && type !== 'unknown' ? `${type} | null` : type
}

/** Drivers make objects of their own of these. */
const SPATIAL = /^(?:\w+\.)?(?:point|linestring|polygon|geometry|geography|multipoint|multilinestring|multipolygon|geometrycollection|geomcollection)\b/i

function valueType(column: DatabaseColumn): string {
  const { kind, values, element, baseType } = column
  if (kind === 'other' && SPATIAL.test(baseType)) return 'unknown'
  const words = values !== undefined && values.length > 0 && (kind === 'enum' || kind === 'text' || kind === 'array') ? values.map(codeText).join(' | ') : undefined
  if (kind === 'array') {
    const one = words ?? TYPES[element ?? 'other']
    return one.includes('|') ? `(${one})[]` : `${one}[]`
  }
  return words ?? TYPES[kind]
}
