/** What a value is, in words, without showing it: it may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'undefined'
  if (Array.isArray(value)) return kindOfList(value)
  if (typeof value === 'string' && value.trim() === '') return 'an empty text'
  if (value instanceof Date) return 'an invalid date'
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number like that' : 'NaN or infinite'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function kindOfList(list: readonly unknown[]): string {
  const kinds = [...new Set(list.map((element) => ELEMENTS[typeof element] ?? 'other things'))]
  if (list.length === 0) return 'a list without elements'
  if (list.includes('')) return 'a list with an empty text'
  return kinds.length > 2 ? 'a list of many kinds' : `a list of ${kinds.join(' and ')}`
}

const ELEMENTS: Readonly<Record<string, string>> = { string: 'texts', number: 'numbers', boolean: 'booleans', object: 'objects', function: 'functions' }
