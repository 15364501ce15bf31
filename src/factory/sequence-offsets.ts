import type { Blueprint, SequenceStep } from './blueprint.js'
import type { RowPlan } from './row-plan.js'
import type { RunState } from './run-state.js'

/**
 * Takes `count` indexes of each sequence that goes on through the run, for rows of which the first is at `index` in its batch; undefined, as nearly always,
 * where there is none. Rows on different paths count apart: which of them come first depends on the chunks.
 */
export function sequenceOffsets(run: RunState, plan: RowPlan, count: number, index = 0): ReadonlyMap<object, number> | undefined {
  if (!plan.blueprint.steps.some(goesOn)) return undefined
  const offsets = new Map<object, number>()
  for (const step of plan.blueprint.steps) {
    if (!goesOn(step)) continue
    const { owner, number } = step.home ?? { owner: step, number: 0 }
    const key = `${number} ${plan.path ?? ''}`
    const counters = run.sequences.get(owner) ?? new Map<string, number>()
    run.sequences.set(owner, counters)
    const next = counters.get(key) ?? 0
    counters.set(key, next + count)
    offsets.set(step, next - index + step.items.length * Math.ceil(index / step.items.length))
  }
  return offsets
}

function goesOn(step: Blueprint['steps'][number]): step is SequenceStep {
  return step.kind === 'sequence' && step.scope === 'run'
}
