import { quotedText } from './quoted-text.js'
import type { Literals } from './literals.js'

/** Backslashes mean themselves, as they do since PostgreSQL 9.1 unless `standard_conforming_strings` is off. */
export const postgresLiterals: Literals = {
  arrays: 'array',
  print(value) {
    switch (typeof value) {
      case 'number':
        return Number.isFinite(value) ? String(value) : `'${value}'`
      case 'bigint':
      case 'boolean':
        return String(value)
      default:
        return value instanceof Uint8Array ? `'\\x${Buffer.from(value).toString('hex')}'` : quotedText(value)
    }
  },
}
