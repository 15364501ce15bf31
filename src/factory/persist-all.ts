import { breathe } from './breathe.js'
import type { DatabaseScope } from './database-scope.js'
import type { DraftSource, RowSink } from './draft-source.js'
import type { Draft } from './draft.js'
import { foreseeTables } from './foresee-tables.js'
import { PieceLine, type Pace } from './piece-line.js'
import { persistRows } from './persist-rows.js'
import { Piece } from './piece.js'
import { mayHaveChildren } from './relations/children-of.js'
import { mayHaveHooks } from './row-hooks.js'
import { givesKeys } from './uniqueness/gives-keys.js'

/** Rows that are drafted before others get a chance to go on. */
const BREATH = 64

/**
 * Brings the rows of a source into the database, piece by piece: while one is written, and the table is asked for the keys of the next, the one after that
 * is built. Children follow their piece, or, where all rows are kept, the whole level, so that they share statements.
 */
export function persistAll(scope: DatabaseScope, source: DraftSource, sink: RowSink): Promise<void> {
  const { total } = source
  if (total === 0) return Promise.resolve()
  return scope.mode.back === 'rows' && total <= scope.mode.pieceSize ? persistOne(scope, source, sink) : persistPieces(scope, source, sink)
}

async function persistPieces(scope: DatabaseScope, source: DraftSource, sink: RowSink): Promise<void> {
  const { total, wantsKeys } = source
  const foreseen = foreseeTables(scope, source)
  const pace: Pace = [...source.plans].some(mayHaveHooks) ? 'one by one' : 'overlapping'
  const { back, pieceSize, parentPieceSize } = scope.mode
  const whole = back === 'rows' && total > pieceSize && (pace === 'one by one' || (await givesKeys(scope, source)))
  const size = whole ? total : [...source.plans].some(mayHaveChildren) ? parentPieceSize : pieceSize
  const line = new PieceLine(scope, pace, wantsKeys || back === 'rows' ? sink : undefined)
  try {
    for (let offset = 0; ; ) {
      const drafts = await take(scope, source, size)
      if (drafts.length === 0) break
      await line.add(new Piece(scope, drafts, { offset, total, wantsKeys }))
      offset += drafts.length
    }
    await line.end()
  } catch (error) {
    // What is on its way is let through to its end: nothing is sent behind a ROLLBACK. What failed first is what is told.
    const first = (await line.firstFailure()) ?? error
    await foreseen
    throw first
  }
}

/** Few rows: one piece, and nothing to wait for. */
async function persistOne(scope: DatabaseScope, source: DraftSource, sink: RowSink): Promise<void> {
  const drafts: Draft[] = []
  const { total } = source
  scope.run.breath.begin()
  for (let before = 0; ; before = drafts.length) {
    source.take(Math.min(scope.run.breath.stride, total - before), drafts)
    if (drafts.length === before || drafts.length === total) break
    const breath = breathe(scope, drafts.length - before)
    if (breath !== undefined) await breath
  }
  sink(drafts, await persistRows(scope, drafts))
}

/** Drafts rows; while others are written, the connection gets a chance to go on in between. */
async function take(scope: DatabaseScope, source: DraftSource, most: number): Promise<readonly Draft[]> {
  const { database, run } = scope
  const drafts: Draft[] = []
  run.breath.begin()
  for (let rested = 0, before = 0; drafts.length < most; before = drafts.length) {
    source.take(Math.min(run.breath.stride, most - before), drafts)
    if (drafts.length === before) break
    const breath = breathe(scope, drafts.length - before)
    if (breath !== undefined) await breath
    else if (database.isBusy && (drafts.length - rested >= BREATH || drafts.length === most)) await new Promise<void>((resolve) => setImmediate(resolve))
    else continue
    rested = drafts.length
  }
  return drafts
}
