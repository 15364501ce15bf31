import { isSecret } from '../../support/is-secret.js'

const longest = 60

/** A value for a message: shortened, or masked where the column looks like a secret. */
export function shownValue(column: string, value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (isSecret(column)) return '*** (hidden)'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString()
  if (value instanceof Uint8Array) return `${value.length} bytes`
  const text = typeof value === 'bigint' ? String(value) : (safeJson(value) ?? String(value))
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`
}

function safeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
