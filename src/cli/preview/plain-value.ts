/** A value as JSON can hold it: dates in ISO 8601, bytes in hexadecimal digits, large and special numbers and Knex's expressions as text. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if ('toSQL' in value) return String(value)
  if (Array.isArray(value)) return value.map(plainValue)
  if ('toJSON' in value) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainValue(each)]))
}
