import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { ColumnGenerator } from '../generators/column-generator.js'
import type { ParentKey } from './parent-key.js'
import type { SchemaMap } from './schema-map.js'

/** What stands for the columns of a foreign key. */
export interface FilledKey {
  readonly key: ParentKey
  /**
   * `parent`: a factory of the parent; `null`: nothing; `row`: a parent made by hand, as the key does not refer to that of the parent's factory; `present`: a row
   * that is there, as its parent has no factory; `given`: what the user says, or a column of other keys.
   */
  readonly how: 'parent' | 'null' | 'row' | 'present' | 'given'
  /** Columns that it fills: those it shares with a key before it are filled by that. */
  readonly own: readonly string[]
}

export interface FillRequest {
  readonly table: DatabaseTable
  readonly map: SchemaMap
  readonly generators: readonly ColumnGenerator[]
  readonly hasFactory: (table: DatabaseTable) => boolean
  /** Keys that would close a circle, and may be left NULL. */
  readonly cut: ReadonlySet<ParentKey>
}

/**
 * How the foreign keys of a table are filled, in the order in which their relations stand. Of keys that share a column one whose parents
 * have but one child comes first, then the widest: what it brings is given to the parents of the others.
 */
export function filledKeys({ table, map, generators, hasFactory, cut }: FillRequest): readonly FilledKey[] {
  const left = new Map(generators.flatMap((one) => (one.kind === 'left out' ? [[one.column, one] as const] : [])))
  const howOf = (key: ParentKey): FilledKey['how'] => {
    const columns = key.columns.map((column) => left.get(column))
    if (columns.every((column) => column === undefined || column.why === 'computed')) return 'given'
    const wanted = columns.map((column) => column?.wanted)
    if (wanted.includes('null') || cut.has(key)) return 'null'
    if (hasFactory(key.parent)) return key.refersToKey ? 'parent' : 'row'
    return key.nullable && !wanted.includes('given') ? 'null' : 'present'
  }
  const all = map.parentsOf(table).map((key) => ({ key, how: howOf(key) }))
  const inOrder = all.toSorted((a, b) => RANK.indexOf(a.how) - RANK.indexOf(b.how) || Number(b.key.unique) - Number(a.key.unique) || b.key.columns.length - a.key.columns.length)
  const taken = new Set<string>()
  const filled = new Map<ParentKey, FilledKey>()
  for (const { key, how } of inOrder) {
    const own = how === 'given' ? [] : key.columns.filter((column) => !taken.has(column) && left.has(column) && isOurs(key, column, how))
    for (const column of own) taken.add(column)
    filled.set(key, { key, how, own })
  }
  return all.toSorted((a, b) => Number(a.how === 'null') - Number(b.how === 'null')).flatMap(({ key }) => filled.get(key) ?? [])
}

const RANK: readonly FilledKey['how'][] = ['parent', 'row', 'present', 'given', 'null']

/** A key that is NULL leaves alone what has to be there for others. */
function isOurs({ child }: ParentKey, column: string, how: FilledKey['how']): boolean {
  return how !== 'null' || child.columns.find(({ name }) => name === column)?.nullable === true
}
