import type { Database, InsertRequest, Statement, StoredRow } from '../database.js'
import { driverErrorFields } from '../failures/driver-error.js'
import { explainFailure } from '../failures/explain-failure.js'
import { rowsLost } from '../failures/rows-lost.js'
import { qualifiedName } from '../qualified-name.js'
import { chunkRows } from '../write/chunk-rows.js'
import { groupRows } from '../write/group-rows.js'
import { planTable, type TablePlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { readByKey } from '../write/read-by-key.js'

/**
 * Inserts rows of several tables in one statement, so that they may point at each other: foreign keys are checked at its end. Every row gives its
 * key, also one that the database always generates otherwise. Gives the rows back, list by list.
 */
export async function insertTogether(database: Database, requests: readonly InsertRequest[]): Promise<readonly (readonly StoredRow[])[]> {
  const [main] = requests.slice(-1)
  if (main === undefined) return []
  const planned: PlannedRequest[] = []
  for (const request of requests) planned.push({ request, plan: planTable(database.dialect, await database.schemaOf(request.table, request.label)) })
  return database.exclusively(main.label, (context) => insertPlanned(context, main, planned))
}

interface PlannedRequest {
  readonly request: InsertRequest
  readonly plan: TablePlan
}

async function insertPlanned(context: WriteContext, main: InsertRequest, planned: readonly PlannedRequest[]): Promise<readonly (readonly StoredRow[])[]> {
  const chunks: RowChunk[] = []
  for (const { request, plan } of planned) {
    for (const group of groupRows(context.dialect, plan, request)) chunks.push(...chunkRows(context, plan, request, group))
  }
  await send(context, main, chunks)
  const result: (readonly StoredRow[])[] = []
  for (const { request, plan } of planned) result.push(await readRows(context, request, plan))
  for (const chunk of chunks) context.sequences.given(chunk.columns, chunk.indexes.map((index) => chunk.request.rows[index] ?? {}))
  return result
}

async function send(context: WriteContext, main: InsertRequest, chunks: readonly RowChunk[]): Promise<void> {
  const inserts = chunks.map(({ request, columns, tuples }, at) => {
    const names = columns.map(({ quoted }) => quoted).join(', ')
    const into = `insert into ${qualifiedName(context.dialect, request.table)} (${names}) overriding system value values ${tuples.join(',')}`
    return `seedkit_${at} as (${into} returning 1)`
  })
  const counts = chunks.map((_, at) => `select ${at} as part, count(*) as n from seedkit_${at}`).join(' union all ')
  const statement: Statement = {
    kind: 'insert',
    sql: `with ${inserts.join(', ')} ${counts}`,
    bindings: chunks.flatMap(({ bindings }) => bindings),
    table: main.table,
    label: main.label,
    parts: chunks.map(({ request, rows }) => ({ table: request.table, label: request.label, rows: rows.length })),
  }
  try {
    await context.send(statement, { values: 'raw' })
  } catch (error) {
    const { table } = driverErrorFields(error)
    const chunk = chunks.find(({ plan }) => plan.schema.name === table) ?? chunks.at(-1)
    throw chunk === undefined ? error : await context.failed(error, () => explainFailure(context, chunk, statement, error))
  }
}

async function readRows(context: WriteContext, { table, label, primaryKey, rows }: InsertRequest, plan: TablePlan): Promise<readonly StoredRow[]> {
  const key = primaryKey.map((name) => plan.byName.get(name)).filter((column) => column !== undefined)
  const found = await readByKey(context, { table, plan, key, rows: rows.map((row) => ({ ...row })), label })
  const there = found.filter((row) => row !== undefined)
  if (there.length === rows.length) return there
  throw await rowsLost(context, { table, schema: plan.schema, source: label, sent: rows.length, received: there.length })
}
