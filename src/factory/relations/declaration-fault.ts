import { isFactoryClass } from '../factory-internals.js'

/** What is wrong with how a relation was declared, in words that follow "was given"; undefined if nothing is. */
export function declarationFault(relation: object): string | undefined {
  const { kind, related, targets } = relation as Declared
  const to = kind === 'morphTo' ? targets : [related]
  if (!Array.isArray(to) || to.length === 0) return 'no list of functions, one a target'
  if (to.some(isFactoryClass)) return 'a factory class instead of a function that gives it'
  if (to.some((each) => typeof each !== 'function')) return 'no function that gives a factory class'
  return columnsFault(relation as Declared)
}

/** A relation as it was declared, in plain JavaScript perhaps. */
interface Declared {
  readonly kind?: unknown
  readonly related?: unknown
  readonly targets?: unknown
  readonly foreignKey?: unknown
  readonly columns?: unknown
  readonly pivot?: unknown
}

function columnsFault({ kind, foreignKey, columns, pivot }: Declared): string | undefined {
  switch (kind) {
    case 'manyToMany':
      return typeof pivot === 'object' && pivot !== null && 'relatedKey' in pivot ? undefined : 'no pivot()'
    case 'morphOne':
    case 'morphMany':
    case 'morphTo':
      return isColumnPair(columns) ? undefined : 'no columns for type and key'
    default:
      return Array.isArray(foreignKey) && foreignKey.length > 0 ? undefined : 'no foreign key'
  }
}

function isColumnPair(columns: unknown): boolean {
  const isPair = typeof columns === 'object' && columns !== null && 'type' in columns && 'id' in columns
  return isPair && typeof columns.type === 'string' && typeof columns.id === 'string'
}
