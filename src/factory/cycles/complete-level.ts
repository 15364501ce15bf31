import { proveParents } from '../../database/cycles/prove-parents.js'
import type { StoredRow } from '../../database/database.js'
import { keyText } from '../../database/write/key-text.js'
import type { DatabaseScope } from '../database-scope.js'
import { groupByTable } from '../relations/group-by-table.js'
import { keyColumn, type Closing, type CycleLevel } from './cycle-level.js'
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
  for (const closing of closings) updates.add(closing.draft, closing.level.rowOf(closing.draft), [closing.column], [level.keyOf(closing.ancestor)])
  await updates.run(scope)
  await correctForetold(scope, level)
  await resumeKeys(scope, level)
  await prove(scope, foretold)
}

/** Parents that these rows had to be there for; then those who need their keys get them. */
async function persistPostponed(scope: DatabaseScope, level: CycleLevel, updates: RowUpdates): Promise<void> {
  const byLevel = new Map<CycleLevel, typeof level.postponed>()
  for (const each of level.postponed) byLevel.set(each.level, [...(byLevel.get(each.level) ?? []), each])
  for (const [own, list] of byLevel) {
    for (const group of groupByTable(list.map(({ parent }) => parent), ({ draft }) => draft.plan.model)) {
      for (const [{ holders }, key] of await persistWanted(scope, own, group)) {
        for (const { draft, columns } of holders()) updates.add(draft, own.rowOf(draft), columns, key)
      }
    }
  }
}

/** Keys that came out different from what was expected: another row came between. */
async function correctForetold(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const updates = new RowUpdates()
  for (const { draft, column, ancestor, level: own } of level.foretold) {
    const row = own.rowOf(draft)
    const key = level.keyOf(ancestor)
    if (keyText(row[column]) !== keyText(key)) updates.add(draft, row, [column], [key])
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

/** Foreign keys that were set aside while rows were inserted are proved by query. */
async function prove(scope: DatabaseScope, foretold: readonly Closing[]): Promise<void> {
  const groups = new Map<string, Closing[]>()
  for (const closing of foretold) {
    if (!closing.level.setsAside) continue
    const { draft, column, ancestor } = closing
    const id = JSON.stringify([draft.plan.model.table, draft.plan.model.primaryKey, column, ancestor.plan.model.table])
    const group = groups.get(id) ?? []
    groups.set(id, group)
    group.push(closing)
  }
  for (const [first, ...more] of groups.values()) {
    if (first === undefined) continue
    const { draft, column, ancestor } = first
    await proveParents(scope.database, {
      table: draft.plan.model.table,
      primaryKey: draft.plan.model.primaryKey,
      column,
      parent: { table: ancestor.plan.model.table, column: keyColumn(ancestor) },
      rows: [first, ...more].map((closing) => closing.level.rowOf(closing.draft)),
      label: labelOf(scope, draft),
    })
  }
}
