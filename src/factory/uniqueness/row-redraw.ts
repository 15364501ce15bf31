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
import { replaceValues } from './replace-values.js'

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
  /** Attempts at rows by their number, and what the rows were at first. */
  readonly #attempts = new Map<Draft, { readonly first: Draft['values']; readonly drawn: Draft[] }>()
  #keepsAttempts = false

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

  /** Attempts are asked for again after `backToFirst()`: none is drawn twice. */
  keepAttempts(keeps: boolean): void {
    this.#keepsAttempts = keeps
    if (!keeps) this.#attempts.clear()
  }

  /** A row is what it was before it was drawn anew. */
  backToFirst(draft: Draft): void {
    const known = this.#attempts.get(draft)
    if (known === undefined) return
    replaceValues(draft, { values: known.first })
    drawnAnew(draft, draft)
  }

  /** An attempt at a row, counted from 1, that comes after the one before. The row itself stays as it is. */
  async attempt(draft: Draft, number: number): Promise<Pick<Draft, 'values'>> {
    if (!this.#keepsAttempts) return await this.#draw(draft, number)
    const known = this.#attempts.get(draft) ?? { first: { ...draft.values }, drawn: [] }
    this.#attempts.set(draft, known)
    const drawn = known.drawn[number]
    if (drawn === undefined) return (known.drawn[number] = await this.#draw(draft, number))
    drawnAnew(draft, drawn)
    return drawn
  }

  async #draw(draft: Draft, attempt: number): Promise<Draft> {
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
