import type { InsertRequest, StoredRow } from '../database.js'
import type { TablePlan } from './table-plan.js'
import type { RowGroup, WriteContext } from './write-context.js'

/** Rows that give the same columns, of which no more is wanted back than `request.wanted`. */
export interface BulkBatch {
  /** `wanted` is given. */
  readonly request: InsertRequest
  readonly plan: TablePlan
  readonly group: RowGroup
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
}
