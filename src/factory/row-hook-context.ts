import type { HookContext } from './factory-types.js'
import type { Draft } from './draft.js'
import type { Session } from './session.js'

/** What a hook sees beside the row. It remembers the row's factory, for helpers of ours that need the key. */
export class RowHookContext implements HookContext {
  readonly session: Session
  readonly parent: Readonly<Record<string, unknown>> | undefined
  readonly index: number
  readonly #primaryKey: readonly string[]

  constructor(session: Session, draft: Draft) {
    this.session = session
    this.parent = draft.parent
    this.index = draft.index
    this.#primaryKey = draft.plan.model.primaryKey
  }

  /** Key columns of the row that a hook runs for. */
  static primaryKeyOf(context: HookContext): readonly string[] {
    return typeof context === 'object' && #primaryKey in context ? context.#primaryKey : ['id']
  }
}
