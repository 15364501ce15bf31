import type { DatabaseScope } from './database-scope.js'
import type { DraftSource } from './draft-source.js'
import { modelOf } from './factory-model.js'
import { joinPath } from './relations/join-path.js'
import { relatedFactory } from './relations/related-factory.js'
import { mayHaveHooks } from './row-hooks.js'
import type { RowPlan } from './row-plan.js'
import type { FactoryModel } from './runtime-relation.js'

/**
 * Has the database asked, while the first rows are built, what their table and those of their children look like. Not where hooks may still make or change
 * one of them. What is wrong with a table is told to whoever needs it. Settles when nothing is asked any more.
 */
export function foreseeTables(scope: DatabaseScope, { plans }: DraftSource): Promise<unknown> {
  const reading: Promise<unknown>[] = []
  for (const plan of plans) {
    if (foreseen.has(plan)) continue
    foreseen.add(plan)
    if (mayHaveHooks(plan)) break
    reading.push(foresee(scope, plan.model, plan.path))
    for (const { relation } of plan.blueprint.children) {
      const model = relatedModel(plan, relation)
      if (model !== undefined) reading.push(foresee(scope, model, joinPath(plan.path, relation.name)))
    }
  }
  return Promise.all(reading)
}

const foreseen = new WeakSet<RowPlan>()

function foresee({ seeder, database }: DatabaseScope, { table, name }: FactoryModel, relation: string | undefined): Promise<unknown> {
  return database.foreseeSchema(table, { seeder, factory: name, relation, rows: undefined })
}

/** Undefined where the relation cannot be used, which is told when it is. */
function relatedModel({ factory }: RowPlan, relation: RowPlan['blueprint']['children'][number]['relation']): FactoryModel | undefined {
  try {
    return modelOf(relatedFactory(factory, relation, relation.related()))
  } catch {
    return undefined
  }
}
