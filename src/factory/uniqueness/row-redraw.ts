import { namedState, ordinalState } from '../../random/stream-state.js'
import { drawnAnew } from '../cycles/drawn-anew.js'
import { draftRow } from '../draft-row.js'
import { goesWithoutParents, recycledOf, type Draft } from '../draft.js'
import type { AttributeBag } from '../blueprint.js'
import { classOf, isFactory, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import type { DatabaseScope } from '../database-scope.js'
import { parentRelation } from '../relations/parent-relation.js'
import { poolFor } from '../relations/recycled-rows.js'
import { WANTS_PARENT } from '../scan-attributes.js'
import type { UniqueKey } from './unique-key.js'

/** A parent that was made for one row. */
interface OwnParent {
  readonly factory: unknown
  /** What the row has for it: its key, and what of it other columns hold. */
  readonly values: AttributeBag
}

/** A column that holds a factory, its class, and the columns that go with it. */
interface WantedColumn {
  readonly column: string
  readonly factory: unknown
  readonly columns: readonly string[]
}

/** Draws rows anew, whole: definition, states, picks of recycled rows, lazy attributes. Parents that were made for a row stay its parents. */
export class RowRedraw {
  readonly #scope: DatabaseScope
  readonly #settle: (drafts: readonly Draft[]) => Promise<void> | undefined
  /** Columns that held a factory before the parents were made, and its class. */
  readonly #wanted = new Map<Draft, readonly WantedColumn[]>()
  readonly #parents = new Map<Draft, Map<string, OwnParent>>()
  readonly #attempts = new Map<Draft, number>()
  /** How often a row was drawn anew for each key that was taken. */
  readonly #clashes = new Map<Draft, Map<UniqueKey, number>>()

  /** @param settle makes parents, picks recycled rows and computes lazy attributes. */
  constructor(scope: DatabaseScope, settle: (drafts: readonly Draft[]) => Promise<void> | undefined) {
    this.#scope = scope
    this.#settle = settle
  }

  /** Has to be told of the rows before their parents are made. */
  expect(drafts: readonly Draft[]): void {
    for (const draft of drafts) {
      const columns = this.#ownParents(draft)
      if (columns.length > 0) this.#wanted.set(draft, columns)
    }
  }

  /** How often a row was drawn anew. */
  attempts(draft: Draft): number {
    return this.#attempts.get(draft) ?? 0
  }

  /** The key that a row was drawn anew for most often. */
  worstClash(draft: Draft): UniqueKey | undefined {
    return [...(this.#clashes.get(draft) ?? [])].toSorted(([, a], [, b]) => b - a)[0]?.[0]
  }

  /** The row's next attempt, after one whose keys were taken. The row itself stays as it is. */
  async again(draft: Draft, taken: readonly UniqueKey[]): Promise<Draft> {
    const attempt = this.attempts(draft) + 1
    this.#attempts.set(draft, attempt)
    const clashes = this.#clashes.get(draft) ?? new Map<UniqueKey, number>()
    this.#clashes.set(draft, clashes)
    for (const key of taken) clashes.set(key, (clashes.get(key) ?? 0) + 1)
    const state = ordinalState(namedState(draft.state, 'row', 'attempt'), attempt)
    const next = draftRow(this.#scope, draft.plan, { ...draft, state })
    drawnAnew(draft, next)
    const parents = this.#parentsOf(draft)
    for (const column in next.values) {
      const value = next.values[column]
      if (typeof value !== 'object' || !isFactory(value)) continue
      const own = parents.get(column)
      if (own?.factory === value.constructor) Object.assign(next.values, own.values)
    }
    const more = this.#ownParents(next)
    await this.#settle([next])
    for (const wanted of more) parents.set(wanted.column, ownParent(wanted, next))
    return next
  }

  #parentsOf(draft: Draft): Map<string, OwnParent> {
    let parents = this.#parents.get(draft)
    if (parents === undefined) {
      const wanted = this.#wanted.get(draft) ?? []
      parents = new Map(wanted.map((each) => [each.column, ownParent(each, draft)]))
      this.#parents.set(draft, parents)
    }
    return parents
  }

  #ownParents(draft: Draft): readonly WantedColumn[] {
    const { values, open } = draft
    if ((open & WANTS_PARENT) === 0 || goesWithoutParents(draft)) return []
    let columns: WantedColumn[] | undefined
    for (const column in values) {
      const value = values[column]
      if (typeof value !== 'object' || !isFactory(value) || !this.#isMade(draft, value)) continue
      ;(columns ??= []).push({ column, factory: value.constructor, columns: columnsWith(draft, column, value) })
    }
    return columns ?? []
  }

  #isMade(draft: Draft, factory: AnyFactory): boolean {
    return poolFor(this.#scope, recycledOf(draft), classOf(factory)) === undefined
  }
}

/** The columns that hold a parent's key: of a composite one all that its relation has. */
function columnsWith(draft: Draft, column: string, factory: AnyFactory): readonly string[] {
  return modelOf(factory).primaryKey.length === 1 ? [column] : (parentRelation(draft.plan.model, column, factory)?.foreignKey ?? [column])
}

function ownParent({ factory, columns }: WantedColumn, { values }: Draft): OwnParent {
  return { factory, values: Object.fromEntries(columns.map((each) => [each, values[each]])) }
}
