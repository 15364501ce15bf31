import type { Database, RowOrigin, StatementLabel, StoredRow } from '../database.js'
import { orRefuse } from '../failures/or-refuse.js'
import type { RefusedValue } from '../failures/refuse-value.js'
import { rowsLost } from '../failures/rows-lost.js'
import { qualifiedName } from '../qualified-name.js'
import type { TableName } from '../table-name.js'
import { planTable, type ColumnPlan, type TablePlan } from '../write/table-plan.js'
import type { WriteContext } from '../write/write-context.js'
import { inOrderOfKeys, readByKey } from '../write/read-by-key.js'

export interface UpdateRequest {
  readonly table: TableName
  /** Columns by which rows are found; no UPDATE changes them. */
  readonly primaryKey: readonly string[]
  /** The columns that are written. */
  readonly columns: readonly string[]
  /** Rows as they are, and the new values, one a column. */
  readonly rows: readonly { readonly row: StoredRow; readonly values: readonly unknown[] }[]
  readonly label: StatementLabel
  /** Where the rows come from, for errors. */
  readonly origin: (row: number) => RowOrigin
}

/** Some rows of a request, and the place of the first of them. */
interface UpdateChunk {
  readonly from: number
  readonly rows: UpdateRequest['rows']
}

/** Gives rows values of their own, in as few statements as the database's limits allow; gives them back as they are then. */
export async function updateRows(database: Database, request: UpdateRequest): Promise<readonly StoredRow[]> {
  const { table, label } = request
  const plan = planTable(database.dialect, await database.schemaOf(table, label))
  return database.exclusively(label, (context) => updatePlanned(context, plan, request))
}

async function updatePlanned(context: WriteContext, plan: TablePlan, request: UpdateRequest): Promise<readonly StoredRow[]> {
  const { rows } = request
  const key = columnsOf(plan, request.primaryKey)
  const set = columnsOf(plan, request.columns)
  const { mostUpdated, movesUp } = context.dialect.cyclicKeys
  const limit = Math.max(1, Math.min(mostUpdated, Math.floor(context.dialect.maxBindings / (key.length + set.length))))
  const chunks: UpdateChunk[] = []
  for (let at = 0; at < rows.length; at += limit) chunks.push({ from: at, rows: rows.slice(at, at + limit) })
  const result: StoredRow[] = rows.map(() => ({}))
  // Where unique values move up, the last rows make place for those before them.
  for (const chunk of movesUp ? chunks.toReversed() : chunks) {
    for (const [at, row] of (await updateChunk(context, request, chunk, { plan, key, set })).entries()) result[chunk.from + at] = row
  }
  return result
}

async function updateChunk(
  context: WriteContext,
  { table, label, columns, origin }: UpdateRequest,
  { from, rows }: UpdateChunk,
  { plan, key, set }: { readonly plan: TablePlan; readonly key: readonly ColumnPlan[]; readonly set: readonly ColumnPlan[] },
): Promise<readonly StoredRow[]> {
  const { cyclicKeys } = context.dialect
  const bound = rows.map(({ row, values }, at) => {
    const all = [...key.map((column) => ({ column, value: row[column.name] })), ...set.map((column, part) => ({ column, value: values[part] }))]
    return {
      places: all.map(({ column: { codec }, value }) => codec.placeholder?.(value) ?? '?'),
      values: all.map(({ column, value }) => encoded(column, value, { request: { table, origin }, index: from + at })),
    }
  })
  const { sql, bindings } = cyclicKeys.updateRows({ table: qualifiedName(context.dialect, table), keys: key, set, rows: bound, readList: plan.readList })
  const wanted = rows.map(({ row, values }) => ({ ...row, ...Object.fromEntries(columns.map((column, at) => [column, values[at]])) }))
  const known = { table, plan, key, rows: wanted, label }
  const written = await context.read({ kind: 'update', sql, bindings, table, label }, { values: 'raw' })
  const updated = cyclicKeys.returnsUpdated ? inOrderOfKeys(known, written.rows) : await readByKey(context, known)
  const there = updated.filter((row) => row !== undefined)
  if (there.length === rows.length) return there
  throw await rowsLost(context, { table, schema: plan.schema, source: label, sent: rows.length, received: there.length })
}

function encoded({ codec, column }: ColumnPlan, value: unknown, row: Pick<RefusedValue, 'request' | 'index'>): unknown {
  return value === null || value === undefined ? null : orRefuse({ ...row, column }, () => codec.encode(value))
}

function columnsOf(plan: TablePlan, names: readonly string[]): readonly ColumnPlan[] {
  return names.map((name) => plan.byName.get(name)).filter((column) => column !== undefined)
}
