import type { Blueprint } from './blueprint.js'
import type { RowPlan } from './row-plan.js'
import type { RunState } from './run-state.js'

/** Takes `count` indexes of each sequence that goes on through the run; undefined, as nearly always, where there is none. */
export function sequenceOffsets(run: RunState, plan: RowPlan, count: number): ReadonlyMap<object, number> | undefined {
  if (!plan.blueprint.steps.some(goesOn)) return undefined
  const steps = plan.blueprint.steps.filter(goesOn)
  return new Map(
    steps.map((step) => {
      const offset = run.sequences.get(step) ?? 0
      run.sequences.set(step, offset + count)
      return [step, offset]
    }),
  )
}

function goesOn(step: Blueprint['steps'][number]): boolean {
  return step.kind === 'sequence' && step.scope === 'run'
}
