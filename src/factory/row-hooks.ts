import { FactoryError } from '../errors/factory-error.js'
import { namedState, ordinalState } from '../random/stream-state.js'
import { isThenable } from '../support/is-thenable.js'
import type { AnyHook } from './blueprint.js'
import { placeOf, type Draft } from './draft.js'
import { rowFailure } from './row-failure.js'
import { RowHookContext } from './row-hook-context.js'
import { hooksOf } from './row-plan.js'
import { ScopedSession } from './scoped-session.js'
import type { Scope } from './scope.js'

/** Runs the synchronous hooks of a row that was just made, each on a stream of its own. */
export function runAfterMake(scope: Scope, draft: Draft): void {
  const { run } = scope
  for (const [number, hook] of hooksOf(draft.plan, draft.items, 'afterMake').entries()) {
    const state = ordinalState(namedState(draft.state, 'afterMake', 'hook'), number)
    const session = new ScopedSession({ ...scope, state, faker: run.rows.faker, callCounts: new Map() })
    let result: unknown
    try {
      result = run.building(() => {
        run.rows.generator.reseed(state)
        return hook(draft.values, new RowHookContext(session, draft))
      })
    } catch (cause) {
      throw rowFailure(placeOf(draft, scope.seeder), 'an afterMake hook', cause)
    }
    if (!isThenable(result)) continue
    void Promise.resolve(result).catch(() => undefined)
    throw FactoryError.asyncAfterMake(placeOf(draft, scope.seeder))
  }
}

/** Runs the hooks of a batch, row after row, each awaited before the next. */
export async function runHooks(
  scope: Scope,
  drafts: readonly Draft[],
  name: 'beforeCreate' | 'afterCreate',
  rowOf: (draft: number) => object,
): Promise<void> {
  for (const [position, draft] of drafts.entries()) {
    const hooks = hooksOf(draft.plan, draft.items, name)
    for (const [number, hook] of hooks.entries()) await runHook(scope, draft, { name, number, hook }, rowOf(position))
  }
}

async function runHook(
  scope: Scope,
  draft: Draft,
  { name, number, hook }: { readonly name: 'beforeCreate' | 'afterCreate'; readonly number: number; readonly hook: AnyHook },
  row: object,
): Promise<void> {
  const state = ordinalState(namedState(draft.state, name, 'hook'), number)
  const session = new ScopedSession({ ...scope, state, faker: undefined, callCounts: new Map() })
  try {
    await hook(row, new RowHookContext(session, draft))
  } catch (cause) {
    throw rowFailure(placeOf(draft, scope.seeder), `${name === 'beforeCreate' ? 'a' : 'an'} ${name} hook`, cause)
  } finally {
    ScopedSession.release(session)
  }
}
