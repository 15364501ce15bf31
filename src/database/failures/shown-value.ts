const secret = /pass|token|secret|hash|key/i
const longest = 60

/** Whether a column's name says that its values are nobody's business. */
export function isSecret(column: string): boolean {
  return secret.test(column)
}

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
