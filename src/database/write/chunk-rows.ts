import type { InsertRequest } from '../database.js'
import { refuseValue } from '../failures/refuse-value.js'
import { ValueRefusal } from '../values/value-refusal.js'
import type { ColumnPlan, TablePlan } from './table-plan.js'
import type { RowChunk, RowGroup, WriteContext } from './write-context.js'

/** Cuts a group into statements by rows, values and bytes. Encodes as it goes: one chunk is in memory at a time. */
export function* chunkRows(
  context: WriteContext,
  plan: TablePlan,
  request: InsertRequest,
  group: RowGroup,
): Generator<RowChunk> {
  const { columns, indexes } = group
  const single = columns.length === 0 && context.dialect.emptyRows === 'one by one'
  const limit =
    single || mustGoAlone(context, plan, columns)
      ? 1
      : Math.max(1, Math.min(mostRows(context, indexes.length), Math.floor(context.dialect.maxBindings / Math.max(1, columns.length))))
  const tuple = `(${columns.map(() => '?').join(',')})`
  const encoders = columns.map(({ codec }) => codec.encodeNew ?? codec.encode)
  const special = columns.some(({ codec }) => codec.placeholder !== undefined)
  let at = 0
  while (at < indexes.length) {
    const bindings: unknown[] = []
    const tuples: string[] = []
    const start = at
    let bytes = 0
    while (at < indexes.length && at - start < limit) {
      const index = indexes[at] ?? 0
      const before = bindings.length
      const size = encodeRow(columns, encoders, request, index, bindings)
      if (bytes + size > context.server.maxBytes && at > start) {
        bindings.length = before
        break
      }
      bytes += size
      tuples.push(special ? tupleOf(columns, request, index) : tuple)
      at++
    }
    const taken = indexes.slice(start, at)
    yield {
      request,
      plan,
      columns,
      indexes: taken,
      rows: taken.map((index) => request.rows[index] ?? {}),
      bindings,
      tuples,
    }
  }
}

/** A few rows more than usual are no reason for a statement more: loading rows without gaps in their keys takes pieces of 511, 1,023 and 2,047. */
function mostRows({ mostRows: usual }: WriteContext, count: number): number {
  return count <= 2048 && Math.ceil(count / 1024) < Math.ceil(count / usual) ? 1024 : usual
}

/** SQLite without a row number and without a given key: nothing would tell the rows apart. */
function mustGoAlone({ dialect }: WriteContext, plan: TablePlan, columns: readonly ColumnPlan[]): boolean {
  if (dialect.returnsInOrder || plan.rowid !== undefined) return false
  const key = plan.schema.primaryKey
  return key.length === 0 || !key.every((name) => columns.some((column) => column.name === name))
}

type Encode = ColumnPlan['codec']['encode']

function encodeRow(columns: readonly ColumnPlan[], encoders: readonly Encode[], request: InsertRequest, index: number, bindings: unknown[]): number {
  const row = request.rows[index] ?? {}
  let bytes = 4
  let at = 0
  for (const { name, column } of columns) {
    const value = row[name]
    const encode = encoders[at++]
    if (value === null) {
      bindings.push(null)
      bytes += 5
      continue
    }
    let encoded: unknown
    try {
      encoded = encode?.(value)
    } catch (error) {
      if (error instanceof ValueRefusal) throw refuseValue({ request, index, column, refusal: error })
      throw error
    }
    bindings.push(encoded)
    bytes += sizeOf(encoded)
  }
  return bytes
}

/** Upper bound of a value's bytes in the statement: three a character, two hex digits a byte. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length * 3 + 3
  return Buffer.isBuffer(value) ? value.length * 2 + 4 : 26
}

function tupleOf(columns: readonly ColumnPlan[], request: InsertRequest, index: number): string {
  const row = request.rows[index] ?? {}
  return `(${columns.map(({ name, codec }) => codec.placeholder?.(row[name]) ?? '?').join(',')})`
}
