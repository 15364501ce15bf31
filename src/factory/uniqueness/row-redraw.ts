import { namedState, ordinalState } from '../../random/stream-state.js'
import { draftRow } from '../draft-row.js'
import type { Draft } from '../draft.js'
import { isFactory, type AnyFactory } from '../factory-internals.js'
import type { DatabaseScope } from '../database-scope.js'
import { poolFor } from '../relations/recycled-rows.js'

/** A parent that was made for one row. */
interface OwnParent {
  readonly factory: unknown
  readonly key: unknown
}

/** Draws rows anew, whole: definition, states, picks of recycled rows, lazy attributes. Parents that were made for a row stay its parents. */
export class RowRedraw {
  readonly #scope: DatabaseScope
  readonly #settle: (drafts: readonly Draft[]) => Promise<void>
  /** Columns that held a factory before the parents were made, and its class. */
  readonly #wanted = new Map<Draft, readonly (readonly [column: string, factory: unknown])[]>()
  readonly #parents = new Map<Draft, Map<string, OwnParent>>()
  readonly #attempts = new Map<Draft, number>()

  /** @param settle makes parents, picks recycled rows and computes lazy attributes. */
  constructor(scope: DatabaseScope, settle: (drafts: readonly Draft[]) => Promise<void>) {
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

  /** The row's next attempt. The row itself stays as it is. */
  async again(draft: Draft): Promise<Draft> {
    const attempt = this.attempts(draft) + 1
    this.#attempts.set(draft, attempt)
    const state = ordinalState(namedState(draft.state, 'row', 'attempt'), attempt)
    const next = draftRow(this.#scope, draft.plan, { ...draft, state })
    const parents = this.#parentsOf(draft)
    for (const column in next.values) {
      const value = next.values[column]
      if (typeof value !== 'object' || !isFactory(value)) continue
      const own = parents.get(column)
      if (own?.factory === value.constructor) next.values[column] = own.key
    }
    const more = this.#ownParents(next)
    await this.#settle([next])
    for (const [column, factory] of more) parents.set(column, { factory, key: next.values[column] })
    return next
  }

  #parentsOf(draft: Draft): Map<string, OwnParent> {
    let parents = this.#parents.get(draft)
    if (parents === undefined) {
      const wanted = this.#wanted.get(draft) ?? []
      parents = new Map(wanted.map(([column, factory]) => [column, { factory, key: draft.values[column] }]))
      this.#parents.set(draft, parents)
    }
    return parents
  }

  #ownParents({ plan, values }: Draft): readonly (readonly [string, unknown])[] {
    if (plan.blueprint.withoutParents) return []
    let columns: (readonly [string, unknown])[] | undefined
    for (const column in values) {
      const value = values[column]
      if (typeof value === 'object' && isFactory(value) && this.#isMade(plan, value)) (columns ??= []).push([column, value.constructor])
    }
    return columns ?? []
  }

  #isMade(plan: Draft['plan'], factory: AnyFactory): boolean {
    return poolFor(this.#scope, plan, factory.constructor as Parameters<typeof poolFor>[2]) === undefined // a factory's constructor is its class
  }
}
