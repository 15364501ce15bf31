import { ordinalState, type StreamState } from '../random/stream-state.js'
import type { AttributeBag } from './blueprint.js'
import type { CreateCall } from './create-rows.js'
import { draftRow } from './draft-row.js'
import type { DraftSource } from './draft-source.js'
import type { Draft } from './draft.js'
import type { RowPlan } from './row-plan.js'
import type { Scope } from './scope.js'

/** The rows of a call, or a part of them. */
export class CallSource implements DraftSource {
  readonly total: number
  readonly plans: ReadonlySet<RowPlan>
  readonly overrides: AttributeBag | undefined
  readonly wantsKeys = false
  readonly #scope: Scope
  readonly #plan: RowPlan
  readonly #state: StreamState
  readonly #offsets: ReadonlyMap<object, number> | undefined
  readonly #given: readonly (AttributeBag | undefined)[]
  /** Rows of the whole call. */
  readonly #of: number
  readonly #end: number
  #index: number

  constructor(
    scope: Scope,
    plan: RowPlan,
    { state, count, overrides, part }: Pick<CreateCall, 'state' | 'count' | 'overrides' | 'part'>,
    /** Taken when the call was made. */
    offsets: ReadonlyMap<object, number> | undefined,
  ) {
    this.#scope = scope
    this.#plan = plan
    this.#state = state
    this.#offsets = offsets
    this.#given = [overrides]
    this.#of = count
    this.#index = part?.from ?? 0
    this.#end = part?.to ?? count
    this.total = this.#end - this.#index
    this.plans = new Set([plan])
    this.overrides = overrides
  }

  take(most: number, drafts: Draft[]): void {
    const of = this.#of
    for (const end = Math.min(this.#end, this.#index + most); this.#index < end; this.#index++) {
      const index = this.#index
      const state = ordinalState(this.#state, index)
      drafts.push(draftRow(this.#scope, this.#plan, { state, branch: this.#state, index, of, rank: index, ranks: of, parent: undefined, offsets: this.#offsets, overrides: this.#given }))
    }
  }
}
