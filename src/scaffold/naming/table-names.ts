import type { DatabaseTable } from '../../database/schema/database-schema.js'
import { tableKey } from '../../database/schema/table-key.js'
import { snakeCase } from '../generators/snake-case.js'
import { entityOf, wordsOf } from '../generators/subject.js'
import { pascalCase } from './pascal-case.js'

/** What the classes and types of a table are called. */
export interface TableNames {
  /** In snake case: `order_item`. Relations are named after it. */
  readonly entity: string
  /** Of the row's interface: `OrderItem`. */
  readonly row: string
  /** Of the insert type: `NewOrderItem`. */
  readonly insert: string
  /** Of the factory: `OrderItemFactory`. */
  readonly factory: string
}

export interface NamingOptions {
  /** Whether a table is known without its schema. */
  readonly isPlain: (table: DatabaseTable) => boolean
  /** Classes that are there already. */
  readonly reserved?: Iterable<string>
}

/** Names that a factory file has other uses for: a row's interface called so would hide them. */
const TAKEN = new Set((
  'Array Attributes Boolean Buffer Date Error Factory Function Insertable JSON Map Math Number Object Partial Pick Promise Proxy Readonly Record ' +
  'Reflect RegExp Required Seeder Set String Symbol Uint8Array'
).split(' '))

/** The names of a table whose class is to be called so. */
export function namesOf(table: DatabaseTable, base: string): TableNames {
  const row = TAKEN.has(base) || base.endsWith('Factory') ? `${base}Row` : base
  return { entity: entityOf(table.name), row, insert: `New${row}`, factory: `${base}Factory` }
}

/**
 * Names for all tables, no two the same even where letter case does not count. Of tables that would share one the one in a schema of the search path
 * keeps it; others have their schema's name in front.
 */
export function nameTables(tables: readonly DatabaseTable[], { isPlain, reserved = [] }: NamingOptions): ReadonlyMap<string, TableNames> {
  const inOrder = tables.toSorted((a, b) => Number(isPlain(b)) - Number(isPlain(a)))
  const taken = new Set<string>([...reserved].map((name) => name.replace(/Factory$/, '').toLowerCase()))
  const names = new Map<string, TableNames>()
  for (const table of inOrder) {
    const free = candidates(table, isPlain(table)).find((base) => !taken.has(base.toLowerCase()))
    const base = free ?? numbered(pascalCase(entityOf(table.name)), taken)
    taken.add(base.toLowerCase())
    names.set(tableKey(table.schema, table.name), namesOf(table, base))
  }
  return names
}

function candidates({ schema, name }: DatabaseTable, isPlain: boolean): readonly string[] {
  const entity = pascalCase(entityOf(name))
  const inSchema = pascalCase(`${wordsOf(schema)}_${entityOf(name)}`)
  const whole = pascalCase(wordsOf(name))
  const words = pascalCase(snakeCase(name))
  return isPlain ? [entity, whole, words, inSchema] : [entity, inSchema, whole, words]
}

function numbered(base: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`${base}${number}`.toLowerCase())) return `${base}${number}`
}
