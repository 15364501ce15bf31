import type { StoredRow } from '../database/database.js'
import type { DatabaseScope } from './database-scope.js'
import type { RowSink } from './draft-source.js'
import type { Draft } from './draft.js'
import { firstFailure } from './flight.js'
import type { Piece } from './piece.js'
import { persistChildren } from './relations/persist-children.js'
import { UniqueLine } from './uniqueness/unique-line.js'

/** `one by one` where hooks may want to see the rows that came before. */
export type Pace = 'overlapping' | 'one by one'

/** Of a piece, a few rows are drawn anew and asked for again, of those hardly ever one: three rounds go on while others are built. */
const MOST_ASKING = 3

/** Pieces of one level, one behind the other, each at its own stage. */
export class PieceLine {
  readonly #scope: DatabaseScope
  readonly #pace: Pace
  readonly #sink: RowSink | undefined
  /** Not to be written yet, oldest first: the table is being asked for keys of theirs, or of a piece before them. */
  readonly #asking: Piece[] = []
  readonly #unique = new UniqueLine()
  /** On their way into the database, oldest first. */
  readonly #written: Piece[] = []
  /** Rows whose children are made when the whole level is there. */
  readonly #drafts: Draft[] = []
  readonly #rows: StoredRow[] = []

  /** @param sink is told of the rows, if anybody wants to know. */
  constructor(scope: DatabaseScope, pace: Pace, sink: RowSink | undefined) {
    this.#scope = scope
    this.#pace = pace
    this.#sink = sink
  }

  /** Settles a piece and sends it on its way, as soon as the one before it allows. */
  async add(piece: Piece): Promise<void> {
    await piece.settle(this.#unique)
    for (const each of this.#asking) {
      await each.useAnswer()
      if (each.isAsking) break
    }
    piece.ask()
    this.#asking.push(piece)
    await this.#writeAnswered(MOST_ASKING)
    if (this.#pace === 'one by one') await this.#drain()
    // What was just sent may stand behind the question for other rows.
    const ahead = this.#scope.mode.piecesAhead + (this.#asking.length > 0 ? 1 : 0)
    while (this.#written.length > ahead) await this.#complete()
  }

  /** All pieces have been added. The last ones get their children while the rows above go on. */
  async end(): Promise<void> {
    await this.#writeAnswered(0)
    const { flight, mode } = this.#scope
    if (mode.back === 'keys' && this.#sink === undefined && this.#written.length > 0) return flight.later(() => this.#drain())
    await this.#drain()
    if (this.#drafts.length > 0) await persistChildren(this.#scope, this.#drafts, this.#rows)
  }

  /** Lets what was sent come to its end; gives what the first of it failed with. */
  async firstFailure(): Promise<unknown> {
    const first = await firstFailure(this.#written.map((piece) => ({ landed: () => piece.rows() })))
    // What the table was asked fails as well where the transaction has: nobody is told of that.
    for (const piece of this.#asking) await piece.answered()
    return first
  }

  async #drain(): Promise<void> {
    await this.#writeAnswered(0)
    while (this.#written.length > 0) await this.#complete()
  }

  /** Writes the first pieces of which nothing is asked any more. Where more than so many would be left, answers are waited for. */
  async #writeAnswered(most: number): Promise<void> {
    for (let [piece] = this.#asking; piece !== undefined; [piece] = this.#asking) {
      while (piece.isAsking) {
        if (this.#asking.length <= most) return
        await piece.useAnswer()
      }
      this.#asking.shift()
      await this.#write(piece)
    }
  }

  async #write(piece: Piece): Promise<void> {
    if (!piece.isPlain) {
      while (this.#written.length > 0) await this.#complete()
      await this.#scope.flight.drain()
    }
    await piece.write()
    if (this.#canFly(piece)) {
      piece.letGo()
      return this.#scope.flight.add(piece)
    }
    this.#written.push(piece)
    if (!piece.isPlain) await this.#complete()
  }

  /** Nobody waits for rows without children and hooks, of which nothing is wanted back. */
  #canFly(piece: Piece): boolean {
    return this.#scope.mode.back === 'keys' && this.#sink === undefined && piece.isPlain && this.#pace === 'overlapping' && !piece.hasChildren
  }

  async #complete(): Promise<void> {
    const [piece] = this.#written
    if (piece === undefined) return
    await this.#scope.flight.catchUp()
    const together = this.#scope.mode.back === 'rows' && piece.isPlain && this.#pace === 'overlapping'
    const rows = together ? await piece.collect() : await piece.complete()
    this.#written.shift()
    if (together && piece.hasChildren) {
      for (const draft of piece.drafts) this.#drafts.push(draft)
      for (const row of rows) this.#rows.push(row)
    }
    this.#sink?.(piece.drafts, rows)
  }
}
