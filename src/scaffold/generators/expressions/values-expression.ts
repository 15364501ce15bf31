import type { DatabaseColumn } from '../../../database/schema/database-schema.js'
import { codeText } from '../code-text.js'

/** More would be no list that anybody reads. */
const MOST_VALUES = 60

/** The values that a column is limited to, as code; undefined where it is limited to none in particular. */
export function allowedValues(column: DatabaseColumn): readonly string[] | undefined {
  const { excluded = [], maxLength, minLength = 0 } = column.bounds
  const most = Math.min(column.kind === 'text' ? (column.length ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY, maxLength ?? Number.POSITIVE_INFINITY)
  const values = column.bounds.values ?? column.values
  return values?.filter((value) => !excluded.includes(value) && value.length <= most && value.length >= minLength).slice(0, MOST_VALUES)
}

/** One of the values. */
export function valuesExpression(values: readonly string[], column: DatabaseColumn, faker: string): string {
  const codes = values.map((value) => valueCode(value, column))
  return codes.length === 1 ? (codes[0] ?? "''") : `${faker}.helpers.arrayElement([${codes.join(', ')}])`
}

/** Some of the values, in their order. */
export function someValuesExpression(values: readonly string[], { bounds }: DatabaseColumn, faker: string): string {
  const { minItems = 1, maxItems = Math.max(minItems, Math.min(3, values.length)) } = bounds
  return `${faker}.helpers.arrayElements([${values.map(codeText).join(', ')}], { min: ${minItems}, max: ${maxItems} })`
}

function valueCode(value: string, { kind }: DatabaseColumn): string {
  switch (kind) {
    case 'integer':
    case 'bigint':
    case 'float':
    case 'bits':
      return /^-?\d+(\.\d+)?$/.test(value) && Number.isSafeInteger(Math.trunc(Number(value))) ? String(Number(value)) : codeText(value)
    case 'boolean':
      return String(/^(t|true|1|yes)$/i.test(value))
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return `new Date(${codeText(value)})`
    default:
      return codeText(value)
  }
}
