import { encodeJson } from './encode-json.js'
import { ValueRefusal } from './value-refusal.js'

/** Knex expressions (`knex.raw('now()')`) go through untouched. */
export function isExpression(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'toSQL' in value && typeof value.toSQL === 'function'
}

/** Refuses what no column holds: functions, symbols, dates that are none. */
export function refuseImpossible(value: unknown): void {
  if (typeof value === 'function' || typeof value === 'symbol') throw new ValueRefusal(`is a ${typeof value}`)
  if (value instanceof Date && Number.isNaN(value.getTime())) throw new ValueRefusal('is an invalid Date')
}

/** An object or array for a column of text. */
export function encodeObjectAsText(value: unknown): unknown {
  return isExpression(value) ? value : encodeJson(value)
}

/** An object or array for a column that holds single values: drivers would spread it over the statement. */
export function refuseObject(value: unknown, type: string): unknown {
  if (isExpression(value)) return value
  throw new ValueRefusal(`is ${Array.isArray(value) ? 'an array' : 'an object'}, but the column is ${type}`)
}
