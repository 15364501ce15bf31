import type { DatabaseColumn } from '../../database/schema/database-schema.js'
import type { ColumnKind } from '../../database/schema/table-schema.js'
import { clockLength } from './clock-length.js'
import type { Meaning, NumberMeaning } from './meaning.js'
import { numberLimits } from './number-limits.js'
import type { Rule } from './rule.js'

const NUMBERS: readonly ColumnKind[] = ['integer', 'bigint', 'decimal', 'float', 'bits']
const MOMENTS: readonly ColumnKind[] = ['date', 'timestamp', 'timestamptz']
/** A moment in a column of text or whole numbers has to be called one: `created_at`, not `open` or `order`. */
const CALLED_MOMENT = /(?:^|_)(?:at|on|date|datetime|timestamp|ts|dt|utc)$|^date_|[a-z](?:date|datetime|timestamp)$/
const CALLED_DATE = /(?:^|_)(?:at|date|datetime|timestamp|ts|dt|utc|epoch)$|[a-z](?:date|datetime|timestamp)$/

/** Whether a column's type can hold what a rule says that it means. */
export function fitsColumn(rule: Pick<Rule, 'gives' | 'alsoText'>, column: DatabaseColumn, name: string): boolean {
  const { gives: meaning } = rule
  if (column.kind === 'array') return meaning.kind === 'list' || (column.element !== 'array' && meaning.kind !== 'json' && meaning.kind !== 'moment' && fitsKind(rule, meaning, { ...column, kind: column.element ?? 'other' }, name))
  return fitsKind(rule, meaning, column, name)
}

function fitsKind({ alsoText }: Pick<Rule, 'alsoText'>, meaning: Meaning, column: DatabaseColumn, name: string): boolean {
  const { kind } = column
  const isText = (kind === 'text' || isUntyped(column)) && column.bounds.json !== true
  switch (meaning.kind) {
    case 'text':
    case 'words':
    case 'list':
      return isText
    case 'number':
      return isText ? alsoText === true : NUMBERS.includes(kind) && holds(meaning, column)
    case 'moment':
      if (isText) return (column.length ?? 24) >= 8 && CALLED_MOMENT.test(name)
      return MOMENTS.includes(kind) || ((kind === 'integer' || kind === 'bigint') && CALLED_DATE.test(name) && Number(column.integerRange?.max ?? Infinity) >= 2 ** 31 - 1)
    case 'time':
      return kind === 'time' || (isText && column.length !== undefined && column.length >= 5 && column.length <= 12) || clockLength(column) !== undefined
    case 'flag':
      return kind === 'boolean' || (kind === 'integer' && takesFlags(column)) || (kind === 'bits' && column.baseType === 'bit(1)') || isBit(column) || (kind === 'decimal' && column.precision === 1)
    default:
      return kind === 'json' || column.bounds.json === true
  }
}

/** Zero and one. */
function takesFlags(column: DatabaseColumn): boolean {
  const { min, max } = numberLimits(column)
  return min <= 0 && max >= 1
}

/** SQLite takes a column without a type. */
function isUntyped({ kind, baseType }: DatabaseColumn): boolean {
  return kind === 'other' && baseType === ''
}

function isBit({ kind, baseType }: DatabaseColumn): boolean {
  return kind === 'other' && (baseType === 'bit' || baseType === 'bit(1)')
}

/** A share of 0 to 0.3 is nothing for whole numbers; decimals of one digit hold no price. */
function holds({ min, max }: NumberMeaning, { kind, scale, precision }: DatabaseColumn): boolean {
  const isWhole = kind === 'integer' || kind === 'bigint' || kind === 'bits' || (kind === 'decimal' && scale === 0)
  return !isWhole || max - min >= 1 || precision === 1
}
