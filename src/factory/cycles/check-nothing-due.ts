import type { Database } from '../../database/database.js'
import { FactoryError } from '../../errors/factory-error.js'
import { placeOf } from '../draft.js'
import { dueOn } from './open-circles.js'

/**
 * A key that was foretold and never compared with the one that came, a parent that was never made: rows would be wrong, and no constraint would tell.
 *
 * @param before what was due when the call began.
 */
export function checkNothingDue(database: Database, before: number, seeder: string | undefined): void {
  const due = dueOn(database)
  if (due === undefined || due.size <= before) return
  const [draft] = [...due.values()].slice(before)
  if (draft !== undefined) throw FactoryError.cycleLeftOpen(placeOf(draft, seeder))
}
