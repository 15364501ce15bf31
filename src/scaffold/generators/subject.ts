import type { DatabaseColumn, DatabaseSchema, DatabaseTable } from '../../database/schema/database-schema.js'
import { splitWords } from './schema-words.js'
import { singular } from './singular.js'
import { snakeCase } from './snake-case.js'

/** A reading of a column's name. */
export interface Reading {
  readonly column: string
  /** What the column is of. */
  readonly of: string
}

/** How a column may be read, and what stands around it. */
export interface Subject {
  readonly readings: readonly Reading[]
  /** The table's other columns, in snake case. */
  readonly beside: readonly string[]
  /** The database's tables, in snake case and the singular. */
  readonly among: readonly string[]
  /** Characters that it holds. */
  readonly length: number | undefined
}

const PARTS = /^(.+?)_?(name|title|description|desc|code|type|status|number|label|slug)$/
/** Words in front of `name` that say nothing of what it is the name of. */
const SORTS = /^(?:alt|alternate|alternative|common|current|default|display|english|fancy|formal|full|full_text|generic|internal|international|legal|local|localized|long|main|native|new|official|old|original|preferred|previous|primary|public|registered|scientific|short|the|trade|trading|unique)$/
/** `tbl_users`, `t_users`, `dim_users`, `app_users`. */
const TABLE_PREFIX = /^(?:tbl|tb|t|dim|fact|app|auth|core|wp|ref|lkp|lookup|m|mst|master)_/

/** The name of a table, in snake case and the singular: `tblOrderItems` -> `order_item`. */
export function entityOf(tableName: string): string {
  const words = wordsOf(tableName).replace(TABLE_PREFIX, '').split('_')
  const last = words.pop() ?? ''
  return [...words, singular(last)].join('_')
}

/** A name in snake case, words that stand together parted. */
export function wordsOf(name: string): string {
  return snakeCase(name).split('_').flatMap(splitWords).join('_')
}

/** What is the same for all columns of a table: words of names are parted once. */
export interface Surroundings {
  readonly entity: string
  /** The words of each column's name. */
  readonly columns: ReadonlyMap<string, string>
  readonly among: readonly string[]
}

/** A schema is asked for each of its tables. */
const entities = new WeakMap<DatabaseSchema, readonly string[]>()

export function surroundingsOf(table: DatabaseTable, schema: DatabaseSchema | undefined): Surroundings {
  return { entity: entityOf(table.name), columns: new Map(table.columns.map(({ name }) => [name, wordsOf(name)])), among: schema === undefined ? [] : entitiesOf(schema) }
}

function entitiesOf(schema: DatabaseSchema): readonly string[] {
  const known = entities.get(schema) ?? schema.tables.map(({ name }) => entityOf(name))
  entities.set(schema, known)
  return known
}

/** All that rules may ask of a column. */
export function subjectOf(column: DatabaseColumn, { entity, columns, among }: Surroundings): Subject {
  return {
    readings: readingsOf(columns.get(column.name) ?? column.name, entity),
    beside: [...columns].filter(([name]) => name !== column.name).map(([, words]) => words),
    among,
    length: column.length,
  }
}

function readingsOf(name: string, entity: string): readonly Reading[] {
  const own = withoutEntity(name, entity)
  const readings: Reading[] = [{ column: name, of: entity }]
  if (own !== undefined) readings.push({ column: own, of: entity })
  const [, before = '', part = ''] = PARTS.exec(name) ?? []
  if (part !== '' && before !== entity) {
    readings.push(SORTS.test(before) ? { column: part, of: entity } : { column: part, of: singular(before) })
  }
  return readings
}

/** `film_title` of films is `title`, and so is `filmtitle`; a column called as its table (`city.city`) is its name. */
function withoutEntity(name: string, entity: string): string | undefined {
  const last = entity.slice(entity.lastIndexOf('_') + 1)
  if (name === entity || name === last || (singular(name) === entity && name.length > 3)) return 'name'
  for (const prefix of [entity, last]) {
    if (prefix.length > 2 && name.startsWith(prefix)) {
      const rest = name.slice(prefix.length).replace(/^_/, '')
      if (rest.length > 1 && (name[prefix.length] === '_' || /^(?:name|title|id|code|type|status|description|number|no|date)$/.test(rest))) return rest
    }
  }
  return undefined
}
