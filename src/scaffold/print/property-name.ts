import { codeText } from '../generators/code-text.js'

/** A name before a colon: as it is, or in quotes. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : codeText(name)
}
