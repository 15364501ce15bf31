import type { ColumnSchema } from '../schema/table-schema.js'
import { foretellDate } from './foretell-date.js'

type Foretell = (value: unknown) => unknown

/** What PostgreSQL gives back of a value; undefined for types that change some of them. */
export function foretellPostgres({ kind, type, length, scale }: ColumnSchema): Foretell | undefined {
  switch (kind) {
    case 'integer':
    case 'bigint':
      return (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? value + 0 : undefined)
    case 'float':
      return type === 'double precision' ? (value) => (typeof value === 'number' && Number.isFinite(value) ? value + 0 : undefined) : undefined
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined)
    case 'uuid':
      return (value) => (typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value) ? value : undefined)
    case 'enum':
      return (value) => (typeof value === 'string' ? value : undefined)
    case 'text': {
      // CHAR is padded, and VARCHAR loses spaces beyond its length.
      if (!/^(?:text|character varying)/.test(type)) return undefined
      const most = length ?? Infinity
      return (value) => (typeof value === 'string' && value.length <= most ? value : undefined)
    }
    case 'timestamp':
    case 'timestamptz':
      return (value) => (value instanceof Date ? foretellDate(value, scale ?? 6) : undefined)
    default:
      return undefined
  }
}
