import type { ReservedKey } from '../sequences/key-reserve.js'
import type { BulkBatch } from '../write/bulk-writer.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { reservation } from './postgres-reservation.js'
import { sendBehind, type Sending } from './postgres-send-copy.js'

/** Keys have to be waited for: with fewer rows INSERT … RETURNING has ended by then (as fast at 100; a third faster at 20, a third slower at 1,000). */
const leastRowsWithKeys = 100

/** Rows for COPY. */
export interface CountedRows {
  readonly context: WriteContext
  readonly batch: BulkBatch
  readonly chunk: RowChunk
  /** The column whose keys are wanted; undefined: none. */
  readonly counted: ColumnPlan | undefined
}

/** `elsewhere`: INSERT is faster, or has words for keys that the column cannot hold. Undefined where none are wanted. */
export async function takeKeys(rows: CountedRows, sending: Sending): Promise<readonly ReservedKey[] | 'elsewhere' | undefined> {
  const { context, batch, chunk, counted } = rows
  if (counted === undefined) return undefined
  const { sequence, type } = counted.column
  if (sequence === undefined) return 'elsewhere'
  const { reserve } = context.sequences
  const more = reservation(context, batch, sequence)
  if (more !== undefined) {
    if (chunk.rows.length < leastRowsWithKeys) return 'elsewhere'
    reserve.keep(sequence, more.keys(await sending.ask(context, chunk, more.statement)))
  }
  const keys = reserve.take(sequence, chunk.rows.length)
  return keys.every((key) => fits(key, type)) ? keys : 'elsewhere'
}

/** The keys where they are in reserve already; `in time`: they can be asked for behind what was sent before. */
export function keysAhead({ context, chunk, counted }: CountedRows): readonly ReservedKey[] | 'in time' | 'elsewhere' | undefined {
  if (counted === undefined) return undefined
  const { sequence, type } = counted.column
  const { reserve } = context.sequences
  if (sequence === undefined || reserve.isClaimed) return 'elsewhere'
  const count = chunk.rows.length
  const last = reserve.last(sequence)
  // What is asked for next, and what others take meanwhile, would still fit: keys go up or down.
  const reached = last === undefined ? undefined : BigInt(last) + BigInt(mostReserved) * sequence.step
  if (reached === undefined || !fits(reached, type) || reached < sequence.lowest || reached > sequence.highest) return 'elsewhere'
  if (!reserve.isAwaited(sequence) && reserve.size(sequence) >= count) return reserve.take(sequence, count)
  return count < leastRowsWithKeys ? 'elsewhere' : 'in time'
}

/** Where a sequence or its column is nearer to its end, rows wait for what was sent before. */
const mostReserved = 1_000_000

/** The keys of rows for which `keysAhead` said so, after those of the rows before them; `elsewhere`: others have used up the sequence meanwhile. */
export function keysInTime(rows: CountedRows): Promise<readonly ReservedKey[] | 'elsewhere' | undefined> {
  const sequence = rows.counted?.column.sequence
  const take = () => takeKeys(rows, sendBehind)
  return sequence === undefined ? take() : rows.context.sequences.reserve.inLine(sequence, take)
}

function fits(key: ReservedKey, type: string): boolean {
  const most = type === 'smallint' ? 2 ** 15 : type === 'integer' ? 2 ** 31 : 2 ** 63
  return key < most && key >= -most
}
