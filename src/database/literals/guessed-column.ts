import type { ColumnKind, ColumnSchema } from '../schema/table-schema.js'
import { isExpression } from '../values/plain-value.js'
import type { Literals } from './literals.js'

/** A column that a value would fit into, where the table's own is not known. */
export function guessedColumn(name: string, value: unknown, arrays: Literals['arrays']): ColumnSchema {
  const kind = kindOf(value, arrays)
  return {
    name,
    kind,
    type: TYPES[kind] ?? 'unknown',
    element: kind === 'array' ? elementOf(value) : undefined,
    nullable: true,
    defaultExpression: undefined,
    identity: false,
    generated: false,
    length: undefined,
    scale: kind === 'timestamp' ? 3 : undefined,
    values: undefined,
  }
}

/** Names that codecs look at. */
const TYPES: Readonly<Partial<Record<ColumnKind, string>>> = { text: 'text', timestamp: 'timestamp', json: 'json' }

function kindOf(value: unknown, arrays: Literals['arrays']): ColumnKind {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value !== 'object' || value === null) return 'other'
  if (value instanceof Date) return 'timestamp'
  if (value instanceof Uint8Array) return 'bytes'
  if (isExpression(value)) return 'other'
  return Array.isArray(value) && arrays === 'array' && elementOf(value) !== 'json' ? 'array' : 'json'
}

/** The elements' kind, those of arrays inside included: an object among them makes it JSON. */
function elementOf(value: unknown): ColumnKind {
  const items: readonly unknown[] = Array.isArray(value) ? value.flat(Infinity) : []
  const kinds = new Set(items.filter((item) => item !== null && item !== undefined).map((item) => kindOf(item, 'json')))
  const [only] = kinds
  return kinds.has('json') ? 'json' : kinds.size === 1 && only !== undefined ? only : 'other'
}
