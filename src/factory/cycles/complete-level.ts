import { proveParents } from '../../database/cycles/prove-parents.js'
import type { StoredRow } from '../../database/database.js'
import { keyText } from '../../database/write/key-text.js'
import type { DatabaseScope } from '../database-scope.js'
import { groupByTable } from '../relations/group-by-table.js'
import type { CycleLevel } from './cycle-level.js'
import { labelOf } from './draft-table.js'
import { openCircles } from './open-circles.js'
import { persistWanted } from './persist-wanted.js'
import { RowUpdates } from './row-updates.js'
import { sessionRun } from './session-run.js'

/** What is left to do for a batch that was just inserted: circles that end in it, then what was waiting for them, then `finish` (children and hooks). */
export async function completeLevel(scope: DatabaseScope, level: CycleLevel, rows: readonly StoredRow[], finish: () => Promise<void>): Promise<void> {
  level.rows = rows
  const after = async (): Promise<void> => {
    await closeCycles(scope, level)
    for (const finisher of level.finishers) await finisher()
    if (level.waitsFor === undefined) await finish()
    else level.waitsFor.finishers.push(finish)
  }
  if (level.heldUntil === undefined) await after()
  else level.heldUntil.held.push({ drafts: level.drafts, rows, after })
}

async function closeCycles(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const { postponed, closings, foretold } = level
  if (postponed.length === 0 && closings.length === 0 && foretold.length === 0) return
  const updates = new RowUpdates()
  await persistPostponed(scope, level, updates)
  for (const closing of closings) updates.add(closing.draft, closing.level.rowOf(closing.draft), closing.parts.map(({ column }) => column), level.keysFor(closing))
  await updates.run(scope)
  await correctForetold(scope, level)
  await resumeKeys(scope, level)
  await prove(scope, level)
}

/** Parents that these rows had to be there for; then those who need their keys get them. */
async function persistPostponed(scope: DatabaseScope, level: CycleLevel, updates: RowUpdates): Promise<void> {
  const byLevel = new Map<CycleLevel, typeof level.postponed>()
  for (const each of level.postponed) byLevel.set(each.level, [...(byLevel.get(each.level) ?? []), each])
  for (const [own, list] of byLevel) {
    for (const group of groupByTable(list.map(({ parent }) => parent), ({ draft }) => draft.plan.model)) {
      for (const [{ holders }, key] of await persistWanted(scope, own, group)) {
        for (const { draft, columns, parts } of holders()) updates.add(draft, own.rowOf(draft), columns, parts?.map((part) => key[part]) ?? key)
      }
    }
  }
}

/** Keys that came out different from what was expected: another row came between. */
async function correctForetold(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const updates = new RowUpdates()
  for (const closing of level.foretold) {
    const { draft, parts, level: own } = closing
    const row = own.rowOf(draft)
    const keys = level.keysFor(closing)
    if (parts.some(({ column }, at) => keyText(row[column]) !== keyText(keys[at]))) updates.add(draft, row, parts.map(({ column }) => column), keys)
  }
  await updates.run(scope)
}

/** Constraints hold again when the last circle that needed them set aside is closed. */
async function resumeKeys(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const [first] = level.drafts
  const { expected, suspended } = openCircles(scope.database)
  for (const batches of expected.values()) batches.delete(level)
  for (const sql of level.resume) {
    const others = (suspended.get(sql) ?? 1) - 1
    if (others > 0) {
      suspended.set(sql, others)
    } else {
      suspended.delete(sql)
      if (first !== undefined) await sessionRun(scope, first)(sql)
    }
  }
}

/** Batches of which nothing proves the foreign keys before these rows are there, and these. */
async function prove(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  for (const each of new Set([...level.foretold.map((closing) => closing.level), level])) {
    const [first] = each.drafts
    const { rows } = each
    each.provedAfter.delete(level)
    if (!each.isUnproven || each.provedAfter.size > 0 || first === undefined || rows === undefined) continue
    const { table, primaryKey } = first.plan.model
    each.isUnproven = false
    await proveParents(scope.database, { table, primaryKey, rows, label: labelOf(scope, first) })
  }
}
