import { codeText } from './code-text.js'

/** How a column is read from the attributes: `attributes.name`, `attributes['first name']`. */
export function codeMember(column: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(column) ? `attributes.${column}` : `attributes[${codeText(column)}]`
}
