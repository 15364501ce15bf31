import { FactoryError } from '../../errors/factory-error.js'
import { placeOf, type Draft } from '../draft.js'
import type { FactoryModel } from '../runtime-relation.js'
import { batchOf } from './batch-of.js'
import type { CycleLevel } from './cycle-level.js'
import { rowOfAttempt } from './drawn-anew.js'

/** How a row came to be made: for which other row, and why. */
export interface Lineage {
  /** The row that this one is made for. */
  readonly from: Draft
  /** Its columns that will hold this row's key; none for a child made by `has…`. */
  readonly columns: readonly string[]
  /** Parents made for parents, and so on, that led here. */
  readonly depth: number
  /** The batch of the row that this one is made for; undefined for a child. */
  level: CycleLevel | undefined
  /** The last batch of this row that could not be inserted as it was, or the one after it. */
  tried: CycleLevel | undefined
}

/** More parents of one class than this, each made for the one before, are taken for endless. */
const MOST_PARENTS = 100
/** The same where children lie between: their number may grow with each. */
const MOST_PARENTS_OF_CHILDREN = 10

/** The lineage of a child made by `has…`. */
export function childLineage(from: Draft): Lineage {
  return { from, columns: NONE, depth: from.lineage?.depth ?? 0, level: undefined, tried: undefined }
}

const NONE: readonly never[] = []

/** The lineage of a parent. Throws FactoryError where parents lead to parents without end. */
export function parentLineage(from: Draft, columns: readonly string[], level: CycleLevel, parent: { readonly class: unknown; readonly seeder: string | undefined }): Lineage {
  const depth = (from.lineage?.depth ?? 0) + 1
  if (depth > MOST_PARENTS_OF_CHILDREN) refuseEndless(from, columns, parent)
  return { from, columns, depth, level, tried: undefined }
}

function refuseEndless(from: Draft, columns: readonly string[], parent: { readonly class: unknown; readonly seeder: string | undefined }): void {
  let made = 0
  let madeOfChildren = 0
  let child = false
  for (let draft = from; draft.lineage !== undefined; draft = draft.lineage.from) {
    if (draft.lineage.columns.length === 0) {
      child = true
    } else if (draft.plan.factory.constructor === parent.class) {
      made++
      if (child) madeOfChildren++
      child = false
    }
  }
  if (made < MOST_PARENTS && madeOfChildren < MOST_PARENTS_OF_CHILDREN) return
  throw FactoryError.endlessParents({ ...placeOf(from, parent.seeder), path: repeatedPath(from, columns, parent.class) })
}

/** From the last row of a class to the next one: `users.team_id -> teams.owner_id -> users`. */
function repeatedPath(from: Draft, columns: readonly string[], Class: unknown): readonly string[] {
  const path: string[] = []
  let names = columns
  for (let draft = from; ; draft = draft.lineage.from) {
    path.unshift(`${draft.plan.model.tableLabel}${names.length === 0 ? '' : `.${names.join('+')}`}`)
    if (draft.lineage === undefined || draft.plan.factory.constructor === Class) return [...path, draft.plan.model.tableLabel]
    names = draft.lineage.columns
  }
}

/** The nearest row that led to this one, by way of parents, and is of a table. */
export function ancestorOf(draft: Draft, model: FactoryModel): { readonly draft: Draft; readonly level: CycleLevel } | undefined {
  for (let { lineage } = draft; lineage?.level !== undefined; { lineage } = lineage.from) {
    if (sameTable(lineage.from.plan.model, model)) return { draft: rowOfAttempt(lineage.from), level: batchOf(lineage.from, lineage.level) }
  }
  return undefined
}

export function sameTable(a: FactoryModel, b: FactoryModel): boolean {
  return a === b || JSON.stringify(a.table) === JSON.stringify(b.table)
}

/** The rows between a row and one that led to it: itself first, the last is the one made for the ancestor itself. */
export function* upTo(draft: Draft, ancestor: Draft): Generator<Draft & { readonly lineage: Lineage }> {
  for (let each = draft; each !== ancestor && rowOfAttempt(each) !== ancestor && each.lineage !== undefined; each = each.lineage.from) {
    yield each as Draft & { readonly lineage: Lineage } // just checked
  }
}

/** `users.team_id -> teams.owner_id -> users` */
export function cyclePath(draft: Draft, column: string, ancestor: Draft): readonly string[] {
  const path = [`${draft.plan.model.tableLabel}.${column}`, ancestor.plan.model.tableLabel]
  for (const { lineage } of upTo(draft, ancestor)) path.unshift(`${lineage.from.plan.model.tableLabel}.${lineage.columns.join('+')}`)
  return path
}
