import { UniqueError } from '../../errors/unique-error.js'
import { placeOf } from '../draft.js'
import type { UniqueKey } from './unique-key.js'
import type { UniqueRow } from './unique-row.js'

/** A row is given up when so many attempts brought nothing new … */
const MOST_ATTEMPTS = 100
/** … and so few of those at the rows that it is counted with did. */
const LEAST_SHARE = 0.05

/** Gives true where it was up to the rows that it is counted with whether a row is given up: then it throws UniqueError, or the row has not come to its end yet. */
export function giveUpIfHopeless(row: UniqueRow, last: UniqueKey, { turn, seeder }: { readonly turn: UniqueRow; readonly seeder: string | undefined }): boolean {
  const { draft, attempt: attempts } = row
  if (attempts < MOST_ATTEMPTS) return false
  if (!turn.hasFewer(LEAST_SHARE)) return true
  const key = row.worstClash ?? last
  const asked = draft.ranks > 0 ? draft.ranks : Math.max(draft.of, turn.number)
  throw UniqueError.noNewKey({ ...placeOf(draft, seeder), columns: key.columns, attempts, seen: key.seen, asked })
}
