import { UnmadeKey } from '../../factory/unmade-key.js'
import { plainValue } from './plain-value.js'

/** A value as a table shows it, on one line. A column that is left to the database is empty. */
export function cellText(value: unknown): string {
  if (value === undefined) return ''
  if (value === null) return 'NULL'
  if (value instanceof UnmadeKey) return `(${value.factory.replace(/(?<=.)Factory$/, '')})`
  const plain = plainValue(value)
  return onOneLine(typeof plain === 'string' ? plain : JSON.stringify(plain))
}

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** What would move the cursor, or colour what follows, is spelled out. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, (character) => NAMES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
