import type { TableName } from '../../database/table-name.js'
import { codeText } from '../generators/code-text.js'

/** A table's name in code: `'users'`, `{ schema: 'sales', name: 'orders' }`. */
export function codeTable(table: TableName): string {
  return typeof table === 'string' ? codeText(table) : `{ schema: ${codeText(table.schema)}, name: ${codeText(table.name)} }`
}
