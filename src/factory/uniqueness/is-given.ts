import type { Draft } from '../draft.js'
import { isFactory } from '../factory-internals.js'
import { isPending } from '../is-pending.js'
import { stepsOf } from '../row-plan.js'

/** Whether a row's value was given as such: by the call, a parent's key, a state, a sequence or a `for…`. It is never changed. */
export function isGiven(draft: Draft, column: string): boolean {
  const value = draft.values[column]
  for (const overrides of draft.overrides.toReversed()) {
    if (overrides !== undefined && Object.hasOwn(overrides, column)) return isFixed(overrides[column])
  }
  let given = false
  for (const step of stepsOf(draft.plan, draft.plan.blueprint, draft.index, draft.offsets)) {
    if (step.kind === 'parent') {
      if (draft.plan.shared(step.parent).columns.includes(column)) given = true
    } else if (step.kind === 'state' && typeof step.state !== 'function' && Object.hasOwn(step.state, column)) {
      // A function that comes later may have changed it.
      given = Object.is(step.state[column], value)
    }
  }
  return given
}

function isFixed(value: unknown): boolean {
  return typeof value !== 'function' && !isFactory(value) && !isPending(value)
}
