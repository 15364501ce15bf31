import { parseInstant } from './instant.js'

/** A value from the database in the JavaScript type that the factory gave, where nothing is lost by it. */
export function followGiven(value: unknown, given: unknown): unknown {
  if (given === undefined || given === null || typeof value === typeof given) return sameType(value, given)
  switch (typeof given) {
    case 'number':
      return toNumber(value) ?? value
    case 'bigint':
      return toBigInt(value, given) ?? value
    case 'boolean':
      return toBoolean(value) ?? value
    case 'string':
      return toText(value, given)
    default:
      return toObject(value, given)
  }
}

function sameType(value: unknown, given: unknown): unknown {
  if (given instanceof Date && !(value instanceof Date)) return value
  if (given instanceof Uint8Array && !Buffer.isBuffer(given) && Buffer.isBuffer(value)) return new Uint8Array(value)
  return value
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'bigint') return isSafe(value) ? Number(value) : undefined
  if (value instanceof Date) return value.getTime()
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isNaN(number) && value !== 'NaN' ? undefined : number
}

function toBigInt(value: unknown, given: bigint): bigint | undefined {
  // SQLite's drivers give integers beyond 2^53 as the nearest double.
  if (typeof value === 'number' && Number(given) === value) return given
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' && /^-?\d+(\.0+)?$/.test(value) ? BigInt(value.replace(/\..*$/, '')) : undefined
}

function toBoolean(value: unknown): boolean | undefined {
  if (value === 1 || value === '1' || value === 't' || value === 'true') return true
  if (value === 0 || value === '0' || value === 'f' || value === 'false') return false
  return undefined
}

function toText(value: unknown, given: string): unknown {
  if (typeof value === 'number') return Number(given) === value ? given : String(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return given
  if (value instanceof Date) {
    // The same moment in other words ("2024-01-01T00:00:00Z" and "2024-01-01 00:00:00") is the value that was given.
    return parseInstant(given)?.getTime() === value.getTime() ? given : value.toISOString()
  }
  if (Buffer.isBuffer(value)) return value.toString('utf8')
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value
}

function toObject(value: unknown, given: unknown): unknown {
  if (given instanceof Date) {
    if (typeof value === 'number') return new Date(value)
    return typeof value === 'string' ? (parseInstant(value) ?? value) : value
  }
  if (typeof value !== 'string' || given instanceof Uint8Array) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function isSafe(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
}
