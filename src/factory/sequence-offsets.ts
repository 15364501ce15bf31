import type { Blueprint } from './blueprint.js'
import type { RowPlan } from './row-plan.js'
import type { RunState } from './run-state.js'

/** Takes `count` indexes of each sequence that goes on through the run; undefined, as nearly always, where there is none. */
export function sequenceOffsets(run: RunState, plan: RowPlan, count: number): ReadonlyMap<object, number> | undefined {
  const steps = runSteps(plan.blueprint)
  if (steps.length === 0) return undefined
  return new Map(
    steps.map((step) => {
      const offset = run.sequences.get(step) ?? 0
      run.sequences.set(step, offset + count)
      return [step, offset]
    }),
  )
}

function runSteps(blueprint: Blueprint): readonly object[] {
  return blueprint.steps.flatMap((step) => (step.kind === 'sequence' && step.scope === 'run' ? [step] : []))
}
