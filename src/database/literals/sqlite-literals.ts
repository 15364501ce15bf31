import { quotedText } from './quoted-text.js'
import type { Literals } from './literals.js'

/** SQLite's own shell ends a statement at a NUL: text that holds one is written as bytes. */
export const sqliteLiterals: Literals = {
  arrays: 'json',
  print(value) {
    switch (typeof value) {
      case 'number':
        // No word for infinity, but numbers beyond the greatest are infinite.
        return Number.isFinite(value) ? String(value) : value > 0 ? '9e999' : '-9e999'
      case 'bigint':
        return String(value)
      case 'boolean':
        return value ? '1' : '0'
      case 'string':
        return value.includes('\0') ? `cast(${bytes(Buffer.from(value))} as text)` : quotedText(value)
      default:
        return value instanceof Uint8Array ? bytes(value) : quotedText(value)
    }
  },
}

function bytes(value: Uint8Array): string {
  return `x'${Buffer.from(value).toString('hex')}'`
}
