import type { Statement } from '../database.js'
import { postgresName } from '../dialects/postgres-name.js'
import type { SequenceSchema } from '../schema/table-schema.js'
import type { ReservedKey } from '../sequences/key-reserve.js'
import type { BulkBatch } from '../write/bulk-writer.js'
import type { WriteContext } from '../write/write-context.js'

/** Keys in one statement: enough that waiting for it is not felt. */
const mostKeys = 10_000

/** The statement that takes keys from a sequence. */
export interface Reservation {
  readonly statement: Statement
  /** The keys, from the row that came back. */
  keys(row: Readonly<Record<string, unknown>> | undefined): readonly ReservedKey[]
}

/** Takes what a batch needs beyond the keys in reserve, and for rows that its call will send later. Undefined: there are enough. */
export function reservation(context: WriteContext, batch: BulkBatch, sequence: SequenceSchema): Reservation | undefined {
  const { request, group } = batch
  const missing = group.indexes.length - context.sequences.reserve.size(sequence)
  if (missing <= 0) return undefined
  const count = missing + ahead(context, batch, sequence, missing)
  const { step, cycles } = sequence
  const distance = BigInt(count - 1) * (step < 0n ? -step : step)
  // Where other sessions have taken values in between they are listed; else their ends say it all, ten times as fast.
  const list = `array_to_string(array_agg(v), ',')`
  const listed = cycles ? list : `case when max(v)::numeric - min(v) <> ${distance} then ${list} end`
  return {
    statement: {
      kind: 'session',
      sql: `select min(v)::text as low, max(v)::text as high, ${listed} as list from (select nextval(?::regclass) as v from generate_series(1, ${count})) as s`,
      bindings: [postgresName(sequence)],
      table: request.table,
      label: request.label,
    },
    keys(row) {
      const { low, high, list: all } = row ?? {}
      if (typeof all === 'string') return all.split(',').map(keyOf)
      return keysBetween(step < 0n ? String(high) : String(low), count, step)
    },
  }
}

/** Keys for rows that are known to come; none where the sequence might end among them: its error belongs to the rows it ends at. */
function ahead({ sequences }: WriteContext, { request, group }: BulkBatch, sequence: SequenceSchema, missing: number): number {
  const { rows } = request.label
  const last = sequences.reserve.last(sequence)
  if (rows === undefined || last === undefined || group.indexes.length !== request.rows.length) return 0
  const count = Math.max(0, Math.min(rows.of - rows.to, mostKeys - missing))
  // Twice as far, for what others take meanwhile.
  const reached = BigInt(last) + BigInt(2 * (missing + count)) * sequence.step
  return reached >= sequence.lowest && reached <= sequence.highest ? count : 0
}

function keysBetween(start: string, count: number, step: bigint): readonly ReservedKey[] {
  const first = BigInt(start)
  const last = first + BigInt(count - 1) * step
  if (isSafe(first) && isSafe(last)) return Array.from({ length: count }, (_, k) => Number(first) + k * Number(step))
  return Array.from({ length: count }, (_, k) => keyOf(first + BigInt(k) * step))
}

function keyOf(value: string | bigint): ReservedKey {
  const wide = BigInt(value)
  return isSafe(wide) ? Number(wide) : wide
}

function isSafe(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
}
