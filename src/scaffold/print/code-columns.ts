import { codeText } from '../generators/code-text.js'

/** Columns of a key in code: `'id'` for one, `['tenant_id', 'number']` for several or none. */
export function codeColumns(columns: readonly string[]): string {
  const [first] = columns
  return columns.length === 1 && first !== undefined ? codeText(first) : `[${columns.map(codeText).join(', ')}]`
}
