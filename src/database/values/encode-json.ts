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
  return text
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
