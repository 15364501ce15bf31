import { ValueRefusal } from './value-refusal.js'

/** JSON text of a value. A string that is JSON already stays as it is; any other becomes a JSON string. */
export function encodeJson(value: unknown): string {
  if (typeof value === 'string' && isJson(value)) return value
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (error) {
    throw new ValueRefusal(
      `cannot be written as JSON (${error instanceof Error ? error.message.split('\n')[0] : 'unknown reason'})`,
    )
  }
  if (text === undefined) throw new ValueRefusal(`is a ${typeof value}, which JSON cannot hold`)
  // What JSON has no word for becomes null or an empty object, and nothing is said.
  if (/null|\{\}/.test(text)) refuseLoss(value)
  return text
}

function refuseLoss(value: unknown): void {
  const what = lossOf(value)
  if (what !== undefined) throw new ValueRefusal(`holds ${what}, which JSON cannot`)
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return
  for (const each of Object.values(value)) {
    if (Array.isArray(value) || each !== undefined) refuseLoss(each)
  }
}

function lossOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value)
  if (value instanceof Map || value instanceof Set) return `a ${value.constructor.name}`
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'an invalid Date'
  return typeof value === 'function' || typeof value === 'symbol' || value === undefined ? typeof value : undefined
}

/** The value of a JSON column, given as text; text that was given as text stays text. */
export function decodeJson(raw: unknown, given: unknown): unknown {
  // SQLite turns text that is a number into one.
  if (typeof raw !== 'string') return typeof given === 'string' && given.trim() === String(raw) ? given : raw
  let parsed: unknown
  try {
    parsed = JSON.parse(raw)
  } catch {
    return raw
  }
  if (typeof given !== 'string' || typeof parsed === 'string') return parsed
  // Given as JSON text: comes back as such, in the words of the factory where the database only laid it out anew.
  return isJson(given) && JSON.stringify(JSON.parse(given)) === JSON.stringify(parsed) ? given : raw
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
