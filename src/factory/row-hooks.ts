import { refuseWhenOver } from '../database/refuse-when-over.js'
import { FactoryError } from '../errors/factory-error.js'
import { namedState, ordinalState } from '../random/stream-state.js'
import { isThenable } from '../support/is-thenable.js'
import type { AnyHook } from './blueprint.js'
import { placeOf, type Draft } from './draft.js'
import { rowFailure } from './row-failure.js'
import { RowHookContext } from './row-hook-context.js'
import { hooksOf, type RowPlan } from './row-plan.js'
import { ScopedSession } from './scoped-session.js'
import type { Scope } from './scope.js'

/** Runs the synchronous hooks of a row that was just made, each on a stream of its own. */
export function runAfterMake(scope: Scope, draft: Draft): void {
  const { run } = scope
  if (draft.items.length === 0 && draft.plan.blueprint.afterMake.length === 0) return
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

/** Whether rows of a plan may have hooks that see the database. A sequence item that is a function may bring some. */
export function mayHaveHooks({ blueprint }: RowPlan): boolean {
  if (blueprint.beforeCreate.length > 0 || blueprint.afterCreate.length > 0) return true
  return blueprint.steps.some((step) => step.kind === 'sequence' && step.items.some((item) => typeof item === 'function'))
}

/** Whether there are hooks of a name for one of the rows. */
export function hasHooks(drafts: readonly Draft[], name: 'beforeCreate' | 'afterCreate'): boolean {
  for (const { plan, items } of drafts) {
    if (plan.blueprint[name].length > 0) return true
    // No iterator a row: nearly always there is none.
    for (let at = 0; at < items.length; at++) if ((items[at]?.[name] ?? []).length > 0) return true
  }
  return false
}

/** Runs the hooks of a batch, row after row, each awaited before the next. */
export async function runHooks(
  scope: Scope,
  drafts: readonly Draft[],
  name: 'beforeCreate' | 'afterCreate',
  rowOf: (draft: number) => object,
): Promise<void> {
  scope.run.breath.begin()
  for (const [position, draft] of drafts.entries()) {
    if (draft.items.length === 0 && draft.plan.blueprint[name].length === 0) continue
    const hooks = hooksOf(draft.plan, draft.items, name)
    const pause = scope.run.breath.after(1)
    if (pause !== undefined) await pause
    // An interrupted run is rolled back while a hook is at work: what the next one did outside the database would stay.
    if (scope.database !== undefined) refuseWhenOver(scope.database.knex)
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
