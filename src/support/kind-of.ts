/** What a value is, in words, without showing it: it may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'undefined'
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Date) return 'an invalid date'
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number like that' : 'NaN or infinite'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
