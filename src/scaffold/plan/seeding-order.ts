import type { DatabaseTable } from '../../database/schema/database-schema.js'
import { circlesOf } from './circles.js'
import type { FactoryPlan } from './factory-plan.js'
import type { FilledKey } from './filled-keys.js'

/** A table's place among those that are filled. */
export interface SeedingPlace {
  readonly plan: FactoryPlan
  /** Tables that need each other, this one among them: the first that is filled fills them all. */
  readonly circle: ReadonlySet<DatabaseTable>
}

/** The keys whose parents a table's rows need. */
export function neededKeys({ keys }: FactoryPlan): readonly FilledKey[] {
  return keys.filter(({ how }) => how === 'parent' || how === 'row')
}

/** Factories in the order in which their tables are filled: parents first, each as near to its children as can be. */
export function seedingOrder(plans: readonly FactoryPlan[]): readonly SeedingPlace[] {
  const byTable = new Map(plans.map((plan) => [plan.table, plan]))
  const arrows = plans.flatMap((plan) => neededKeys(plan).map(({ key }) => ({ from: plan.table, to: key.parent })))
  const circles = circlesOf([...byTable.keys()], arrows)
  const places: SeedingPlace[] = []
  const seen = new Set<DatabaseTable>()
  const visit = (plan: FactoryPlan): void => {
    if (seen.has(plan.table)) return
    seen.add(plan.table)
    for (const { key } of neededKeys(plan)) {
      const parent = byTable.get(key.parent)
      if (parent !== undefined) visit(parent)
    }
    places.push({ plan, circle: circles.find((circle) => circle.has(plan.table)) ?? new Set([plan.table]) })
  }
  for (const plan of plans) visit(plan)
  return places
}
