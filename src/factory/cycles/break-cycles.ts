import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import type { Closing } from './cycle-level.js'
import { schemaOf } from './draft-table.js'
import { foretellKeys } from './foretell-keys.js'
import { upTo } from './lineage.js'
import { openCircles } from './open-circles.js'
import { PostponedParents } from './postponed-parents.js'

/**
 * Decides how each circle is opened: at the column that closes it, if that may be NULL; else at another column on it that may; else by the key that
 * the row at its beginning is going to get. Throws PostponedParents for batches further up to catch.
 */
export async function breakCycles(scope: DatabaseScope, closings: readonly Closing[]): Promise<void> {
  const postponed = new Map<Draft, Closing>()
  const firm: Closing[] = []
  const open: Closing[] = []
  for (const closing of closings) {
    const { draft, parts, ancestor, until } = closing
    if (until.rows !== undefined || (await mayBeNull(scope, draft, parts.map(({ column }) => column)))) {
      open.push(closing)
      continue
    }
    const parent = await postponable(scope, draft, ancestor)
    if (parent === undefined) firm.push(closing)
    else postponed.set(parent, laterOf(postponed.get(parent), closing))
  }
  if (postponed.size > 0) throw new PostponedParents(postponed)
  for (const closing of open) leaveOpen(scope, closing)
  if (firm.length > 0) await foretellKeys(scope, firm)
}

/** A row that refers to itself, or to one that is there, needs nothing else. */
function leaveOpen(scope: DatabaseScope, closing: Closing): void {
  const { draft, parts, ancestor, level, until } = closing
  if (until.rows !== undefined && ancestor !== draft) {
    const keys = until.keysFor(closing)
    for (const [at, { column }] of parts.entries()) draft.values[column] = keys[at]
    return
  }
  for (const { column } of parts) draft.values[column] = null
  if (ancestor === draft) return
  until.closings.push(closing)
  openCircles(scope.database).due.set(closing, draft)
  level.waitFor(until)
}

/** The nearest row on the circle whose key may be missing for a while where it is needed. */
async function postponable(scope: DatabaseScope, draft: Draft, ancestor: Draft): Promise<Draft | undefined> {
  for (const each of upTo(draft, ancestor)) {
    if (await mayBeNull(scope, each.lineage.from, each.lineage.columns)) return each
  }
  return undefined
}

function laterOf(a: Closing | undefined, b: Closing): Closing {
  return a === undefined || b.until.depth < a.until.depth ? b : a
}

async function mayBeNull(scope: DatabaseScope, draft: Draft, columns: readonly string[]): Promise<boolean> {
  const schema = await schemaOf(scope, draft)
  return columns.every((name) => !schema.primaryKey.includes(name) && schema.columns.find((each) => each.name === name)?.nullable === true)
}
