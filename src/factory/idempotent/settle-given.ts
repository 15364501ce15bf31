import type { StoredRow } from '../../database/database.js'
import type { AttributeBag } from '../blueprint.js'
import { CycleLevel } from '../cycles/cycle-level.js'
import type { DatabaseScope } from '../database-scope.js'
import { Draft } from '../draft.js'
import { isFactory } from '../factory-internals.js'
import { LazyAttributes } from '../lazy-attributes.js'
import { scanAttributes, WANTS_PARENT } from '../scan-attributes.js'
import { persistParents } from '../relations/persist-parents.js'
import { loadPoolsOf } from '../relations/recycled-rows.js'

/** A row that is there, and what was given for it. */
export interface GivenRow {
  readonly place: Pick<Draft, 'plan' | 'state' | 'branch' | 'index' | 'of' | 'offsets'>
  readonly stored: StoredRow
  readonly given: AttributeBag
}

/**
 * The values that rows get which are there already: lazy attributes see the row as it will be, promises are awaited. A factory as a value stands for some
 * parent: a row that has one keeps it, another gets a new one. `undefined` leaves a column as it is.
 */
export async function settleGiven(scope: DatabaseScope, rows: readonly GivenRow[]): Promise<readonly AttributeBag[]> {
  const drafts = rows.map((row) => draftOf(row))
  await loadPoolsOf(scope, drafts)
  if (drafts.some(({ open }) => (open & WANTS_PARENT) !== 0)) await persistParents(scope, new CycleLevel(drafts))
  const { calls } = scope.run
  calls.setBuilding('building')
  try {
    for (const draft of drafts) await new LazyAttributes(scope, draft).settle()
  } finally {
    calls.setBuilding('idle')
  }
  return rows.map(({ given }, k) => {
    const values = drafts[k]?.values ?? {}
    const wanted = Object.keys(given).filter((column) => values[column] !== undefined)
    return Object.fromEntries(wanted.map((column) => [column, values[column]]))
  })
}

function draftOf({ place, stored, given }: GivenRow): Draft {
  const values: Record<string, unknown> = { ...stored }
  for (const [column, value] of Object.entries(given)) {
    const keepsParent = isFactory(value) && values[column] !== null && values[column] !== undefined
    if (value !== undefined && !keepsParent) values[column] = value
  }
  const draft = new Draft(place.plan, { ...place, parent: undefined, overrides: [given] })
  draft.values = values
  draft.open = scanAttributes(values)
  return draft
}
