import { quotedText } from './quoted-text.js'
import type { Literals } from './literals.js'

/** Backslashes are escaped, as the default `sql_mode` wants it; so is NUL, where the client's reading of a file would end. */
export const mysqlLiterals: Literals = {
  arrays: 'json',
  print(value) {
    switch (typeof value) {
      case 'number':
      case 'bigint':
      case 'boolean':
        return String(value)
      case 'string':
        return quotedText(value.replaceAll('\\', '\\\\').replaceAll('\0', '\\0'))
      default:
        return value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : quotedText(value)
    }
  },
}
