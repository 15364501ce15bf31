import type { DatabaseTable } from '../../database/schema/database-schema.js'
import { entityOf, wordsOf } from '../generators/subject.js'
import { camelCase } from '../naming/camel-case.js'
import { freeName } from '../naming/free-name.js'
import { pluralWords } from '../naming/plural-words.js'
import { stemOf } from '../naming/stem-of.js'
import type { ParentKey } from './parent-key.js'
import type { PivotTable } from './pivot-table.js'
import type { PlannedRelation } from './planned-relation.js'

export interface RelationRequest {
  readonly table: DatabaseTable
  /** Its foreign keys, in the order wanted. */
  readonly parents: readonly ParentKey[]
  /** Those of others that refer to it. */
  readonly children: readonly ParentKey[]
  /** Tables of pairs that it is a side of. */
  readonly pivots: readonly PivotTable[]
  /** The words of a table's class. */
  readonly entity: (table: DatabaseTable) => string
  /** Names that cannot be given: those of relations that the factory has already. */
  readonly taken?: Iterable<string>
}

/** Methods of the base class: `hasMany`, `hasOne`, `forEachSequence`. */
const RESERVED = ['many', 'one', 'eachSequence']

/** The relations of a factory in both directions. */
export function planRelations(request: RelationRequest): readonly PlannedRelation[] {
  const taken = new Set([...RESERVED, ...(request.taken ?? [])])
  return [
    ...request.parents.map((key) => belongsTo(key, request, taken)),
    ...request.children.map((key) => has(key, request, taken)),
    ...request.pivots.flatMap((pivot) => attached(pivot, request, taken)),
  ]
}

function belongsTo(key: ParentKey, { entity }: RelationRequest, taken: Set<string>): PlannedRelation {
  const of = entity(key.parent)
  const column = wordsOf(key.columns.at(-1) ?? '')
  const first = roleOf(key, of) ?? (key.parent === key.child ? 'parent' : of)
  const name = freeName([first, `${first}_${of}`, column, `${column}_${of}`].map(camelCase), taken)
  return { name, kind: 'belongsTo', related: key.parent, foreignKey: key.columns, pivot: undefined }
}

function has(key: ParentKey, { children, entity }: RelationRequest, taken: Set<string>): PlannedRelation {
  const ofChild = entity(key.child)
  const words = (prefix: string): string => {
    const all = prefix === '' ? ofChild : `${prefix}_${ofChild}`
    return camelCase(key.unique ? all : pluralWords(all))
  }
  const role = prefixOf(key, entity(key.parent))
  const isOnly = children.filter(({ child }) => child === key.child).length === 1
  const name = freeName([...tree(key, entity(key.parent)), ...(isOnly ? [words('')] : []), words(role), words(roleOf(key, entity(key.parent)) ?? ''), words(wordsOf(key.columns.join('_')))], taken)
  return { name, kind: key.unique ? 'hasOne' : 'hasMany', related: key.child, foreignKey: key.columns, pivot: undefined }
}

/** A table that refers to itself by `parent_id`, or without saying as what. */
function tree(key: ParentKey, entity: string): readonly string[] {
  const isTree = key.child === key.parent && ['parent', undefined].includes(roleOf(key, entity))
  return isTree ? [key.unique ? 'child' : 'children'] : []
}

/** What the columns say of the parent: `author` of `author_id`, and `from_person` of itself where the parent is a person. */
function roleOf({ child, columns }: ParentKey, entity: string): string | undefined {
  const isShared = (column: string): boolean => child.foreignKeys.filter((key) => key.columns.includes(column)).length > 1
  const own = columns.length === 1 ? columns : columns.filter((column) => !isShared(column))
  const [column = '', ...more] = own
  if (more.length > 0) return undefined
  const words = wordsOf(column)
  return stemOf(column) ?? (words.endsWith(`_${entity}`) ? words : undefined)
}

/** What tells the children of several keys apart: `author` of `author_id`, `original` of `original_language_id`, nothing of `language_id`. */
function prefixOf(key: ParentKey, entity: string): string {
  const role = roleOf(key, entity) ?? ''
  return role === entity ? '' : role.endsWith(`_${entity}`) ? role.slice(0, -entity.length - 1) : role
}

/** A table of pairs of one table has two relations there, one for each direction. */
function attached(pivot: PivotTable, request: RelationRequest, taken: Set<string>): readonly PlannedRelation[] {
  const ways = [[pivot.left, pivot.right], [pivot.right, pivot.left]] as const
  return ways.filter(([own]) => own.parent === request.table).map(([own, other]) => {
    const names = attachedNames(pivot, { own, other }, request).map(camelCase)
    return {
      name: freeName(names, taken),
      kind: 'manyToMany',
      related: other.parent,
      foreignKey: own.columns,
      pivot: { table: pivot, relatedKey: other.columns },
    }
  })
}

function attachedNames(pivot: PivotTable, { own, other }: { readonly own: ParentKey; readonly other: ParentKey }, { pivots, entity }: RelationRequest): readonly string[] {
  const related = pluralWords(entity(other.parent))
  const role = roleOf(other, entity(other.parent))
  const byRole = role === undefined ? related : pluralRole(role)
  const pivotWords = entityOf(pivot.table.name).split('_').filter((word) => !entity(own.parent).split('_').includes(word)).join('_')
  const byPivot = pivotWords === '' ? related : pluralWords(pivotWords)
  const isOnly = pivots.filter((one) => [one.left.parent, one.right.parent].includes(other.parent)).length === 1
  if (own.parent === other.parent) return [byRole, byPivot, `${byRole}_${related}`]
  return isOnly ? [related, byPivot, byRole] : [byPivot, byRole, related]
}

/** `follower` -> `followers`; `followed` and the like stay. */
function pluralRole(role: string): string {
  return /(?:ed|ing)$/.test(role) ? role : pluralWords(role)
}
