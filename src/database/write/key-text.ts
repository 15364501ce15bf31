import { momentDigits } from '../values/moment-digits.js'

/** A value as text by which rows are matched: the same for what was given and what came back. */
export function keyText(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : momentDigits.added(value.toISOString(), momentDigits.of(value))
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
