import { proveParents } from '../../database/cycles/prove-parents.js'
import type { StoredRow } from '../../database/database.js'
import { keyText } from '../../database/write/key-text.js'
import { FactoryError } from '../../errors/factory-error.js'
import type { DatabaseScope } from '../database-scope.js'
import { placeOf, type Draft } from '../draft.js'
import { isFactory } from '../factory-internals.js'
import { groupByTable } from '../relations/group-by-table.js'
import { batchOf } from './batch-of.js'
import { Countdown } from './countdown.js'
import type { Closing, CycleLevel, Postponed } from './cycle-level.js'
import { labelOf } from './draft-table.js'
import { movedTo } from './drafted-parents.js'
import { lastAttempt, rowOfAttempt } from './drawn-anew.js'
import { openCircles } from './open-circles.js'
import { persistWanted } from './persist-wanted.js'
import { RowUpdates } from './row-updates.js'
import { sessionRun } from './session-run.js'

/** What is left to do for a batch that was just inserted: circles that end in it, then what was waiting for them, then `finish` (children and hooks). */
export async function completeLevel(scope: DatabaseScope, level: CycleLevel, rows: readonly StoredRow[], finish: () => Promise<void>): Promise<void> {
  level.rows = rows
  const after = async (): Promise<void> => {
    await closeCycles(scope, level)
    for (const { drafts, after: finisher } of level.finishers) await finisher.less(drafts.length)
    level.isClosed = true
    const until = level.waitsFor === undefined ? undefined : level.above(level.waitsFor)
    if (until === undefined || until === level || until.isClosed) await finish()
    else until.finishers.push({ drafts: until.drafts, after: later(scope, level, until.drafts.length, finish) })
  }
  if (level.heldUntil === undefined) await after()
  else level.heldUntil.held.push({ drafts: level.drafts, rows, after: later(scope, level, level.drafts.length, after) })
}

function later(scope: DatabaseScope, { drafts: [first] }: CycleLevel, rows: number, work: () => Promise<void>): Countdown {
  const { due } = openCircles(scope.database)
  const countdown = new Countdown(rows, () => {
    due.delete(countdown)
    return work()
  })
  if (first !== undefined) due.set(countdown, first)
  return countdown
}

async function closeCycles(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const { postponed, closings, foretold } = level
  const { due } = openCircles(scope.database)
  releaseKeys(scope, level)
  if (postponed.length === 0 && closings.length === 0 && foretold.length === 0 && !level.isUnproven) return
  const updates = new RowUpdates()
  // Those that are still to come are inserted with it.
  const open = closings.filter((closing) => fill(updates, closing, level.keysFor(closing)) === 'update')
  for (const closing of foretold) if (batchOf(closing.draft, closing.level).rows === undefined) fill(updates, closing, level.keysFor(closing))
  await persistPostponed(scope, postponed, updates)
  if (open.length + postponed.length > 0) await updates.run(scope)
  await correctForetold(scope, level)
  for (const list of [postponed, closings, foretold]) for (const each of list) due.delete(each)
  await resumeKeys(scope, level)
  await prove(scope, level)
}

/** Gives columns of a row their values: in the table, or before it gets there. */
function fill(updates: RowUpdates, { draft, level, parts }: Pick<Closing, 'draft' | 'level' | 'parts'>, values: readonly unknown[]): 'update' | 'insert' {
  const own = batchOf(draft, level)
  const row = rowOfAttempt(draft)
  const columns = parts.map(({ column }) => column)
  // Drawn anew, the row may have no such parent any more.
  if (columns.some((column) => isOver(draft, column))) return 'insert'
  if (own.rows !== undefined) {
    updates.add(row, own.rowOf(row), columns, values)
    return 'update'
  }
  if (!own.isGivenUp) throw FactoryError.cycleLeftOpen(placeOf(row, undefined))
  for (const [at, column] of columns.entries()) row.values[column] = values[at]
  return 'insert'
}

function isOver(draft: Draft, column: string): boolean {
  const last = lastAttempt(draft)
  return last !== draft && isFactory(draft.defined[column]) && !isFactory(last.defined[column])
}

/** Parents that these rows had to be there for; then those who need their keys get them. */
async function persistPostponed(scope: DatabaseScope, postponed: readonly Postponed[], updates: RowUpdates): Promise<void> {
  const byLevel = new Map<CycleLevel, Postponed[]>()
  for (const each of postponed) {
    const { lineage } = each.parent.draft
    const own = lineage === undefined ? each.level : batchOf(lineage.from, each.level)
    byLevel.set(own, [...(byLevel.get(own) ?? []), each])
  }
  for (const [own, list] of byLevel) {
    const wanted = list.map(({ parent }) => movedTo(parent, own))
    for (const group of groupByTable(wanted, ({ draft }) => draft.plan.model)) {
      for (const [{ holders }, key] of await persistWanted(scope, own, group)) {
        for (const { draft, columns, parts } of holders()) {
          fill(updates, { draft, level: own, parts: columns.map((column) => ({ column, key: column })) }, parts?.map((part) => key[part]) ?? key)
        }
      }
    }
  }
}

/** Keys that came out different from what was expected: another row came between. */
async function correctForetold(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const updates = new RowUpdates()
  for (const closing of level.foretold) {
    const { draft, parts, level: first } = closing
    const own = batchOf(draft, first)
    own.owed.delete(closing)
    const keys = level.keysFor(closing)
    if (own.rows === undefined) {
      fill(updates, closing, keys)
      continue
    }
    const row = own.rowOf(rowOfAttempt(draft))
    if (parts.some(({ column }, at) => keyText(row[column]) !== keyText(keys[at]))) updates.add(rowOfAttempt(draft), row, parts.map(({ column }) => column), keys)
  }
  await updates.run(scope)
}

/** Nobody has to stay out of the way of these keys any more: the rows are there. */
function releaseKeys(scope: DatabaseScope, level: CycleLevel): void {
  if (level.keys.size === 0) return
  const { counted } = openCircles(scope.database)
  for (const { counted: table } of level.keys.values()) {
    const keys = table === undefined ? undefined : counted.get(table)
    if (table === undefined || keys === undefined) continue
    keys.rows--
    if (keys.rows === 0) counted.delete(table)
  }
}

/** Constraints hold again when the last circle that needed them set aside is closed. */
async function resumeKeys(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const { suspended } = openCircles(scope.database)
  for (const { draft, resume = [] } of level.foretold) {
    for (const sql of resume) {
      const others = (suspended.get(sql) ?? 1) - 1
      if (others > 0) {
        suspended.set(sql, others)
      } else {
        suspended.delete(sql)
        await sessionRun(scope, draft)(sql)
      }
    }
  }
}

/** Batches of which nothing proves the foreign keys before these rows are there, and these. */
async function prove(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  for (const each of new Set([...level.foretold.map(({ draft, level: own }) => batchOf(draft, own)), level])) {
    const [first] = each.drafts
    const { rows } = each
    if (!each.isUnproven || each.owed.size > 0 || first === undefined || rows === undefined) continue
    const { table, primaryKey } = first.plan.model
    each.isUnproven = false
    await proveParents(scope.database, { table, primaryKey, rows, label: labelOf(scope, first) })
  }
}
