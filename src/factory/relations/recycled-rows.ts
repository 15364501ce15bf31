import type { Knex } from 'knex'
import { namedState } from '../../random/stream-state.js'
import { FactoryError } from '../../errors/factory-error.js'
import type { AttributeBag, RecycleStep } from '../blueprint.js'
import type { Draft } from '../draft.js'
import { modelOf } from '../factory-model.js'
import type { AnyFactory } from '../factory-internals.js'
import type { FactoryClass, FactoryShape } from '../factory-types.js'
import type { DatabaseScope } from '../database-scope.js'
import type { RowPlan } from '../row-plan.js'
import type { AnyFactoryClass, FactoryModel } from '../runtime-relation.js'
import { RecyclePool, type PickPlace } from './recycle-pool.js'

/** The pool for a factory class in a plan, if the chain (or one that led to it) recycles rows of that class; the last word counts. */
export function poolFor(scope: DatabaseScope, plan: RowPlan, factory: AnyFactoryClass): RecyclePool | undefined {
  const step = plan.recycled.findLast((each) => each.factory === factory)
  return step === undefined ? undefined : scope.run.pools.get(step)
}

/** Makes the pools of a plan. A query asks for keys alone, and is sent once a run, also if several chains have it. */
export async function loadPools(scope: DatabaseScope, plan: RowPlan): Promise<void> {
  for (const step of plan.recycled) {
    if (scope.run.pools.has(step)) continue
    const model = modelFor(plan, step.factory)
    const rows = typeof step.rows === 'function' ? await queryRows(scope, step, model) : step.rows
    for (const row of rows) checkKey(row, model, plan)
    scope.run.pools.set(step, new RecyclePool(rows, model.primaryKey, step))
  }
}

/** The state and place by which a row picks for one of its columns or relations. */
export function pickPlace(scope: DatabaseScope, draft: Draft, name: string): PickPlace {
  const { generator } = scope.run.rows
  const start = draft.parent === undefined ? 0 : namedState(draft.branch, name, 'pick').low >>> 0
  return { state: namedState(draft.state, name, 'pick'), generator, start, index: draft.index }
}

/** The key of a row, one value a part. */
export function keyOfRow(row: AttributeBag, { primaryKey }: FactoryModel): readonly unknown[] {
  return primaryKey.map((column) => row[column])
}

async function queryRows(scope: DatabaseScope, step: RecycleStep, model: FactoryModel): Promise<readonly AttributeBag[]> {
  const { knex } = scope.database
  const { table } = model
  const narrow = step.rows as (query: unknown) => unknown // the only kind of rows that gets here
  const query = typeof table === 'string' ? knex(table) : knex.withSchema(table.schema).table(table.name)
  const narrowed = narrow(query) as Knex.QueryBuilder<Record<string, unknown>, unknown> | undefined // a Knex query, by its type
  if (narrowed === undefined || typeof narrowed.clearSelect !== 'function') throw FactoryError.badRecycleQuery({ factory: model.name })
  const compiled = narrowed.clearSelect().select([...model.primaryKey]).clearOrder().orderBy(model.primaryKey.map((column) => ({ column }))).toSQL()
  const label = { seeder: scope.seeder, factory: model.name, relation: undefined, rows: undefined }
  const statement = { kind: 'select', sql: compiled.sql, bindings: compiled.bindings, table, label } as const
  return scope.run.recycled.read(statement, () => scope.database.execute(statement))
}

function checkKey(row: AttributeBag, model: FactoryModel, plan: RowPlan): void {
  for (const column of model.primaryKey) {
    const missing = typeof row !== 'object' || row === null || row[column] === undefined || row[column] === null
    if (missing) throw FactoryError.recycledWithoutKey({ factory: plan.model.name, recycled: model.name, column })
  }
}

function modelFor(plan: RowPlan, factory: AnyFactoryClass): FactoryModel {
  const made = plan.factory.session.factory(factory as FactoryClass<FactoryShape>) as unknown as AnyFactory // erased in RecycleStep
  const model = modelOf(made)
  if (model.primaryKey.length === 0) throw FactoryError.recycledWithoutKey({ factory: plan.model.name, recycled: model.name, column: 'a primary key' })
  return model
}
