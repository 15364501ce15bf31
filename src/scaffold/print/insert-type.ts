import { codeText } from '../generators/code-text.js'
import type { RowColumn } from '../plan/row-columns.js'
import { LINE_WIDTH } from './fit-code.js'

/** `Insertable<User, 'role' | 'created_at'>`, broken where it would be too long behind what stands before it. */
export function insertType(row: string, columns: readonly RowColumn[], taken: number): string {
  const words = columns.filter(({ defaulted }) => defaulted).map(({ name }) => codeText(name))
  if (words.length === 0) return `Insertable<${row}>`
  const short = `Insertable<${row}, ${words.join(' | ')}>`
  return taken + short.length <= LINE_WIDTH ? short : `Insertable<\n  ${row},\n${words.map((word) => `  | ${word}\n`).join('')}>`
}
