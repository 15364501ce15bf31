import type { ColumnKind } from '../../../database/schema/table-schema.js'
import { codeNumber } from '../code-number.js'
import type { NumberMeaning } from '../meaning.js'
import type { NumberRange } from '../number-range.js'

/** An expression for a number, in the form that seedkit gives back: decimals are texts, so that no digit is lost. */
export function numberExpression(range: NumberRange, kind: ColumnKind, style: NumberMeaning['style'], faker: string): string {
  const { min, max, digits, multipleOf } = range
  const asText = kind === 'decimal' || kind === 'text'
  if (min >= max) return asText ? `'${min.toFixed(digits)}'` : codeNumber(min)
  const ends = `min: ${codeNumber(min)}, max: ${codeNumber(max)}`
  if (digits === 0) {
    const number = `${faker}.number.int({ ${ends}${multipleOf === undefined || multipleOf === 1 ? '' : `, multipleOf: ${codeNumber(multipleOf)}`} })`
    return asText ? `String(${number})` : number
  }
  if (asText && style === 'price' && min >= 0 && digits === 2) return `${faker}.commerce.price({ ${ends} })`
  const number = `${faker}.number.float({ ${ends}, ${multipleOf === undefined ? `fractionDigits: ${digits}` : `multipleOf: ${codeNumber(multipleOf)}`} })`
  return asText ? `${number}.toFixed(${digits})` : number
}
