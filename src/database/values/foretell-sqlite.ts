import type { ColumnSchema } from '../schema/table-schema.js'
import { foretellDate } from './foretell-date.js'

type Foretell = (value: unknown) => unknown

/** What SQLite gives back of a value; undefined where a column's type would make something else of it. */
export function foretellSqlite({ kind, type }: ColumnSchema): Foretell | undefined {
  switch (kind) {
    case 'integer':
    case 'bigint':
      return (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? value + 0 : undefined)
    case 'float':
      return (value) => (typeof value === 'number' && Number.isFinite(value) ? value + 0 : undefined)
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined)
    case 'text':
      return /char|clob|text/i.test(type) ? (value) => (typeof value === 'string' && !value.includes('\0') ? value : undefined) : undefined
    case 'timestamp':
    case 'timestamptz':
      return (value) => (value instanceof Date ? foretellDate(value, 3) : undefined)
    default:
      return undefined
  }
}
