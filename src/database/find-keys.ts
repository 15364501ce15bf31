import type { Database, StatementLabel } from './database.js'
import type { KeySearch as DialectSearch } from './dialects/key-search.js'
import { qualifiedName } from './qualified-name.js'
import { questionMarks } from './question-marks.js'
import type { ColumnSchema, NarrowKey, TableSchema } from './schema/table-schema.js'
import type { TableName } from './table-name.js'
import { heldValue } from './values/held-value.js'
import { parseInstant } from './values/instant.js'
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
  const encode = keyEncoder(columns)
  for (const key of search.keys) {
    const encoded = encode(key)
    if (encoded !== undefined) (isWhole(encoded) ? whole : partial).push(encoded)
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
  { table, folds, condition, label }: KeySearch,
  columns: readonly ColumnPlan[],
  searchFor: (parts: SearchParts) => { readonly sql: string; readonly bindings: readonly unknown[] },
): Promise<readonly (readonly unknown[])[]> {
  const { sql, bindings } = searchFor({
    table: qualifiedName(database.dialect, table),
    columns: columns.map(({ quoted, column }, part) => ({ quoted, type: column.type, fold: folds?.[part] })),
    list: columns.map(({ codec, quoted, alias }) => `${codec.read?.(quoted) ?? quoted} as ${alias}`).join(', '),
    condition: condition && questionMarks.escape(condition.sql),
  })
  const rows = await database.execute({ kind: 'select', sql, bindings, table, label }, { values: 'raw' })
  return rows.map((row) =>
    columns.map((column) => (row[column.alias] === null ? null : heldValue(column, row[column.alias]))),
  )
}

/** Makes a key what the driver takes; gives undefined for one that the columns cannot hold. */
function keyEncoder(columns: readonly ColumnPlan[]): (key: readonly unknown[]) => EncodedKey | undefined {
  const marks = columns.map(() => '?')
  const isMarked = columns.every(({ codec }) => codec.placeholder === undefined)
  const canBeEncoded = (key: readonly unknown[]): boolean => columns.every(({ column }, part) => key[part] === null || canHold(column, key[part]))
  return (key) => {
    if (!canBeEncoded(key)) return undefined
    try {
      return {
        bindings: columns.map((column, part) => encodePart(column, key[part])),
        places: isMarked ? marks : columns.map(({ codec }, part) => codec.placeholder?.(key[part]) ?? '?'),
      }
    } catch (error) {
      if (error instanceof ValueRefusal) return undefined
      throw error
    }
  }
}

/** A text compared with a number would be taken for a number. */
function encodePart({ column, codec }: ColumnPlan, value: unknown): unknown {
  return value === null ? null : codec.encode(column.kind === 'text' ? String(value) : value)
}

function isWhole({ bindings }: EncodedKey): boolean {
  return !bindings.includes(null)
}

/** One condition a key, for those with a NULL. */
function conditionSearch({ table, columns, list, condition }: SearchParts, keys: readonly EncodedKey[]): { readonly sql: string; readonly bindings: readonly unknown[] } {
  const conditions = keys.map(({ bindings, places }) =>
    columns.map(({ quoted, fold }, part) => {
      if (bindings[part] === null) return `${quoted} is null`
      return fold === undefined ? `${quoted} = ${places[part]}` : `${fold}(${quoted}) = ${fold}(${places[part]})`
    }),
  )
  return {
    sql: `select ${list} from ${table} where (${conditions.map((each) => `(${each.join(' and ')})`).join(' or ')})${condition === undefined ? '' : ` and (${condition})`}`,
    bindings: keys.flatMap(({ bindings }) => bindings.filter((value) => value !== null)),
  }
}

function canHold({ kind, type, values }: ColumnSchema, value: unknown): boolean {
  switch (kind) {
    case 'integer':
      return isWholeNumber(value, type === 'smallint' ? 32_767n : 2_147_483_647n)
    case 'bigint':
      return isWholeNumber(value, 9_223_372_036_854_775_807n)
    case 'decimal':
    case 'float':
      return isNumeric(value, type === 'real' ? 3e38 : 1e300)
    case 'boolean':
      return typeof value === 'boolean' || value === 0 || value === 1
    case 'text':
      return (typeof value === 'string' && !value.includes('\0')) || typeof value === 'number' || typeof value === 'bigint'
    case 'uuid':
      return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
    case 'enum':
      return typeof value === 'string' && (values === undefined || values.includes(value))
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return value instanceof Date || (typeof value === 'string' && parseInstant(value) !== undefined)
    case 'bytes':
      return value instanceof Uint8Array
    case 'time':
      return typeof value === 'string' && /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/.test(value)
    case 'json':
      return !isExpression(value)
    default:
      return false
  }
}

function isWholeNumber(value: unknown, most: bigint): boolean {
  const whole = typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value)) || (typeof value === 'string' && /^-?\d{1,19}$/.test(value))
  if (!whole) return false
  const number = BigInt(value)
  return number <= most && number >= -most
}

function isNumeric(value: unknown, most: number): boolean {
  const numeric = typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && /^-?\d{1,60}(\.\d{1,60})?$/.test(value))
  return numeric && Math.abs(Number(value)) < most
}
