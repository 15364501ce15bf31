import { canHold } from './can-hold.js'
import type { Database, StatementLabel } from './database.js'
import type { Dialect } from './dialects/dialect.js'
import type { KeySearch as DialectSearch, SearchStatement } from './dialects/key-search.js'
import { collated } from './dialects/collated.js'
import { qualifiedName } from './qualified-name.js'
import { questionMarks } from './question-marks.js'
import { prefixCondition } from './match/prefix-condition.js'
import type { NarrowKey, TableSchema } from './schema/table-schema.js'
import type { TableName } from './table-name.js'
import { heldValue } from './values/held-value.js'
import { isExpression } from './values/plain-value.js'
import { ValueRefusal } from './values/value-refusal.js'
import { planTable, type ColumnPlan } from './write/table-plan.js'

export interface KeySearch {
  readonly table: TableName
  readonly schema: TableSchema
  readonly columns: readonly string[]
  /** One value a column; null asks for NULL. */
  readonly keys: readonly (readonly unknown[])[]
  /** For each column, the function that its texts go through before they are compared. */
  readonly folds?: NarrowKey['folds']
  /** For each column, the collation by which it is compared; undefined: its own. */
  readonly collations?: NarrowKey['collations']
  /** For each column, how many of its first characters (or bytes) are compared; undefined: all. */
  readonly prefixes?: NarrowKey['prefixes']
  /** Which rows are asked for. */
  readonly condition?: { readonly sql: string }
  readonly label: StatementLabel
}

/** More keys in a statement are no faster; those of the largest piece of rows go in one. */
const mostKeys = 2048
/** SQLite nests each `or` in the one before it, up to a depth of 1,000. */
const mostConditions = 100

/**
 * Those of the keys that a table's rows have, as the database holds them and by its own equality. A key that the columns cannot hold is not asked for: it
 * would end the transaction here, and its insert has more to say about it.
 */
export async function findKeys(database: Database, search: KeySearch): Promise<readonly (readonly unknown[])[]> {
  const { byName } = planTable(database.dialect, search.schema)
  const columns = search.columns.map((name) => byName.get(name)).filter((column) => column !== undefined)
  if (columns.length !== search.columns.length) return []
  const most = Math.min(mostKeys, Math.floor(database.dialect.maxBindings / columns.length))
  const whole: EncodedKey[] = []
  const partial: EncodedKey[] = []
  const encode = keyEncoder(database.dialect, columns)
  for (const key of search.keys) {
    const encoded = encode(key)
    if (encoded !== undefined) (search.prefixes === undefined && isWhole(encoded) ? whole : partial).push(encoded)
  }
  const found: (readonly unknown[])[] = []
  for (let from = 0; from < whole.length; from += most) {
    found.push(...(await select(database, search, columns, (parts) => database.dialect.keySearch({ ...parts, keys: whole.slice(from, from + most) }))))
  }
  for (let from = 0; from < partial.length; from += mostConditions) {
    found.push(...(await select(database, search, columns, (parts) => conditionSearch(parts, partial.slice(from, from + mostConditions)))))
  }
  return found
}

type SearchParts = Omit<DialectSearch, 'keys'>

interface EncodedKey {
  readonly bindings: readonly unknown[]
  readonly places: readonly string[]
}

async function select(
  database: Database,
  { table, folds, collations, prefixes, condition, label }: KeySearch,
  columns: readonly ColumnPlan[],
  searchFor: (parts: SearchParts) => SearchStatement,
): Promise<readonly (readonly unknown[])[]> {
  const { sql, bindings } = searchFor({
    table: qualifiedName(database.dialect, table),
    columns: columns.map(({ quoted, column }, part) => ({ quoted, type: column.type, fold: folds?.[part], collation: collations?.[part], prefix: prefixes?.[part] })),
    list: columns.map(({ codec, quoted, alias }) => `${codec.read?.(quoted) ?? quoted} as ${alias}`).join(', '),
    condition: condition && questionMarks.escape(condition.sql),
  })
  const rows = await database.execute({ kind: 'select', sql, bindings, table, label }, { values: 'raw' })
  return rows.map((row) =>
    columns.map((column) => (row[column.alias] === null ? null : heldValue(column, row[column.alias]))),
  )
}

/** Makes a key what the driver takes; gives undefined for one that the columns cannot hold. */
function keyEncoder({ matching, takesAnyValue }: Dialect, columns: readonly ColumnPlan[]): (key: readonly unknown[]) => EncodedKey | undefined {
  const marks = columns.map(() => '?')
  const places = columns.map(({ column }) => matching.rounded?.(column))
  const isMarked = columns.every(({ codec }, part) => codec.placeholder === undefined && places[part] === undefined)
  const canBeEncoded = (key: readonly unknown[]): boolean => columns.every(({ column }, part) => key[part] === null || (takesAnyValue ? !isExpression(key[part]) : canHold(column, key[part])))
  return (key) => {
    if (!canBeEncoded(key)) return undefined
    try {
      const bindings = columns.map((plan, part) => (key[part] === null ? null : matching.storable(plan.column, encodePart(plan, key[part]))))
      if (bindings.includes(undefined)) return undefined
      return { bindings, places: isMarked ? marks : columns.map(({ codec }, part) => rounded(codec.placeholder?.(key[part]) ?? '?', places[part])) }
    } catch (error) {
      if (error instanceof ValueRefusal) return undefined
      throw error
    }
  }
}

function rounded(place: string, around: ((place: string) => string) | undefined): string {
  return around === undefined ? place : around(place)
}

/** A text compared with a number would be taken for a number. */
function encodePart({ column, codec }: ColumnPlan, value: unknown): unknown {
  return codec.encode(column.kind === 'text' && typeof value !== 'object' ? String(value) : value)
}

function isWhole({ bindings }: EncodedKey): boolean {
  return !bindings.includes(null)
}

/** One condition a key, for those with a NULL, and where a part of a value counts. */
function conditionSearch({ table, columns, list, condition }: SearchParts, keys: readonly EncodedKey[]): SearchStatement {
  const conditions = keys.map(({ bindings, places }) => {
    const parts = columns.map((column, part): SearchStatement => {
      const { fold, prefix } = column
      const name = collated(column)
      if (bindings[part] === null) return { sql: `${column.quoted} is null`, bindings: [] }
      if (prefix !== undefined) return prefixCondition(column, prefix, bindings[part])
      return { sql: fold === undefined ? `${name} = ${places[part]}` : `${fold}(${name}) = ${fold}(${places[part]})`, bindings: [bindings[part]] }
    })
    return { sql: `(${parts.map(({ sql }) => sql).join(' and ')})`, bindings: parts.flatMap((part) => part.bindings) }
  })
  return {
    sql: `select ${list} from ${table} where (${conditions.map(({ sql }) => sql).join(' or ')})${condition === undefined ? '' : ` and (${condition})`}`,
    bindings: conditions.flatMap((each) => each.bindings),
  }
}
