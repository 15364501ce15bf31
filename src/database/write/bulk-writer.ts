import type { InsertRequest, StoredRow } from '../database.js'
import type { TablePlan } from './table-plan.js'
import type { Pace } from '../turns.js'
import type { RowGroup, WriteContext } from './write-context.js'

/** Rows that give the same columns, of which no more is wanted back than `request.wanted`. */
export interface BulkBatch {
  /** `wanted` is given. */
  readonly request: InsertRequest
  readonly plan: TablePlan
  readonly group: RowGroup
}

/** A batch as it will be sent: made while others are on their way. */
export interface ReadyBatch {
  /** `flowing`: it may be sent before those ahead of it, which flow as well, have come to their end. */
  readonly pace: Pace
  /** As that of the writer. */
  write(): Promise<readonly StoredRow[] | undefined>
}

/** A database's fastest way to write many rows of which little is wanted back. */
export interface BulkWriter {
  /** Fewer rows than this are written by INSERT. */
  readonly leastRows: number
  /**
   * Writes the group's rows, in order, and gives for each the wanted columns, at least. Undefined where these rows are not for it (the server, the role, the
   * table or a value does not allow it): then nothing was written, and INSERT serves. Errors are those of INSERT.
   */
  write(context: WriteContext, batch: BulkBatch): Promise<readonly StoredRow[] | undefined>
  /** Does all of that which needs no statement, where something is gained by it; else, undefined. Throws what `write` would throw. */
  prepare?(context: WriteContext, batch: BulkBatch): ReadyBatch | undefined
}
