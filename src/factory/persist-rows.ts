import type { StoredRow } from '../database/database.js'
import type { DatabaseScope } from './database-scope.js'
import type { Draft } from './draft.js'
import { Piece } from './piece.js'
import { UniqueLine } from './uniqueness/unique-line.js'

/**
 * Brings drafts of one table into the database, set by set: their parents, then all of them in one insert (one for each set of columns), then their
 * children; in between and after it the hooks, row by row in order.
 */
export async function persistRows(scope: DatabaseScope, drafts: readonly Draft[]): Promise<readonly StoredRow[]> {
  if (drafts.length === 0) return []
  const piece = new Piece(scope, drafts, { offset: 0, total: drafts.length, wantsKeys: false })
  await piece.settle(new UniqueLine())
  piece.ask()
  while (piece.isAsking) await piece.useAnswer()
  await piece.write()
  return await (piece.isPlain && !piece.hasChildren && !piece.hasLastHooks ? piece.collect() : piece.complete())
}
