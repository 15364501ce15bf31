import { encodeJson } from '../values/encode-json.js'
import { isExpression } from '../values/plain-value.js'

/** Text between quotation marks, doubled inside; an expression of Knex's as it is, any other object as JSON. */
export function quotedText(value: unknown): string {
  // Knex's expressions print themselves, values included.
  if (isExpression(value)) return String(value)
  const text = typeof value === 'string' ? value : encodeJson(value)
  return `'${text.replaceAll("'", "''")}'`
}
