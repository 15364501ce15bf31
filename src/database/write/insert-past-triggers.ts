import { inOrderOfKeys, type KnownRows } from './read-by-key.js'
import type { InsertRequest, InsertRow, StoredRow } from '../database.js'
import { rowsLost } from '../failures/rows-lost.js'
import { qualifiedName } from '../qualified-name.js'
import { keyText } from './key-text.js'
import type { ColumnPlan, TablePlan } from './table-plan.js'
import type { WriteContext } from './write-context.js'

/**
 * Inserts rows into a table whose triggers run after that. What comes back of an INSERT is told before they do: so only keys are asked for, and the rows are
 * read again by them. What is not there then is lost. SQLite gives the key of a row that is gone to the next one: a key that comes twice is one row.
 */
export async function insertPastTriggers(
  context: WriteContext,
  plan: TablePlan,
  asked: InsertRequest,
  insert: (request: InsertRequest) => Promise<readonly StoredRow[]>,
): Promise<readonly StoredRow[]> {
  const key = lastingKey(plan, asked)
  if (key === undefined) return insert(asked)
  const keys = await insert({ ...asked, wanted: key.map(({ name }) => name) })
  const distinct = new Map(keys.map((row, k): [string, StoredRow] => [key.map(({ name }) => keyText(row[name])).join('\0'), { ...asked.rows[k], ...row }]))
  const found = await readAgain(context, { table: asked.table, plan: readPlan(plan, key, asked.wanted), key, rows: [...distinct.values()], label: asked.label })
  if (found.length === asked.rows.length) return found
  throw await rowsLost(context, { table: asked.table, schema: plan.schema, source: asked.origin(0), sent: asked.rows.length, received: found.length })
}

/** What every row can be found by once it is inserted, whoever makes it; undefined where there is no such key. */
function lastingKey({ schema, byName }: TablePlan, { primaryKey, rows }: InsertRequest): readonly ColumnPlan[] | undefined {
  const uniques = schema.uniques.filter(({ prefixes }) => prefixes === undefined).map(({ columns }) => columns)
  const candidates = [schema.primaryKey.length > 0 ? schema.primaryKey : primaryKey, ...uniques]
  return candidates
    .map((names) => names.flatMap((name) => byName.get(name) ?? []))
    .find((key, at) => key.length > 0 && key.length === candidates[at]?.length && key.every((column) => isThere(column, rows)))
}

/** SQLite lets primary keys be NULL. */
function isThere({ name, column: { nullable, identity, defaultExpression } }: ColumnPlan, rows: readonly InsertRow[]): boolean {
  return !nullable || identity || rows.every((row) => (row[name] === undefined ? defaultExpression !== undefined : row[name] !== null))
}

/** Of the plan, what is wanted and the key. */
function readPlan(plan: TablePlan, key: readonly ColumnPlan[], wanted: readonly string[] | undefined): TablePlan {
  if (wanted === undefined) return plan
  const columns = plan.columns.filter((column) => key.includes(column) || wanted.includes(column.name))
  return { ...plan, columns, readList: columns.map(({ selected }) => selected).join(', ') }
}

/** More keys in a statement are no faster. */
const mostKeys = 2048

async function readAgain(context: WriteContext, known: KnownRows): Promise<readonly StoredRow[]> {
  const { table, plan, key, rows, label } = known
  const { dialect } = context
  const most = Math.min(mostKeys, Math.floor(dialect.maxBindings / key.length))
  const found: StoredRow[] = []
  for (let at = 0; at < rows.length; at += most) {
    const part = rows.slice(at, at + most)
    const { sql, bindings } = dialect.keySearch({
      table: qualifiedName(dialect, table),
      columns: key.map(({ quoted, column }) => ({ quoted, type: column.type })),
      list: plan.readList,
      keys: part.map((row) => ({
        bindings: key.map(({ codec, name }) => codec.encode(row[name])),
        places: key.map(({ codec, name }) => codec.placeholder?.(row[name]) ?? '?'),
      })),
    })
    const received = await context.read({ kind: 'select', sql, bindings, table, label }, { values: 'raw' })
    found.push(...inOrderOfKeys({ ...known, rows: part }, received.rows).filter((row) => row !== undefined))
  }
  return found
}
