import type { CallLabel, Database, StoredRow } from '../database/database.js'
import type { DraftSource, RowSink } from './draft-source.js'
import type { Draft } from './draft.js'
import type { RecycleTally } from './relations/recycle-tally.js'
import type { Flight } from './flight.js'
import type { Scope } from './scope.js'

/** How a call writes. */
export interface WriteMode {
  /** What is known of a row once it is there: all of it, or no more than its key beside what was given. */
  readonly back: 'rows' | 'keys'
  /** Rows that are built, and written, together. */
  readonly pieceSize: number
  /** The same of rows that get children: these are held until the children are there. */
  readonly parentPieceSize: number
  /** Pieces on their way beside the one that is written, of one level, and of all that nobody waits for. */
  readonly piecesAhead: number
}

/** The scope of a call that writes: its database is there, and parents and children are written the way their rows are. */
export interface DatabaseScope extends Scope {
  readonly database: Database
  readonly mode: WriteMode
  readonly call: CallLabel
  /** What the call has used again so far. */
  readonly recycled: RecycleTally
  /** Rows that the call has written so far, by table. */
  readonly tally: Map<string, number>
  /** What the call has sent and does not wait for. */
  readonly flight: Flight
  /** Brings drafts of one table into the database at once, with parents, children and hooks. */
  readonly persist: (drafts: readonly Draft[]) => Promise<readonly StoredRow[]>
  /** The same for any number of rows, some at a time: the next are built while the last are written. */
  readonly persistAll: (source: DraftSource, sink: RowSink) => Promise<void>
}
