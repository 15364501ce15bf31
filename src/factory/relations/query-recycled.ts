import type { Knex } from 'knex'
import { decodeRow } from '../../database/write/decode-row.js'
import { planTable, type ColumnPlan } from '../../database/write/table-plan.js'
import { RecycleError } from '../../errors/recycle-error.js'
import type { AttributeBag, RecycleStep } from '../blueprint.js'
import type { DatabaseScope } from '../database-scope.js'
import type { FactoryModel } from '../runtime-relation.js'

/** The keys of the rows that the query of a step finds. */
export async function queryRecycled(scope: DatabaseScope, step: RecycleStep, model: FactoryModel): Promise<readonly AttributeBag[]> {
  const { knex, dialect } = scope.database
  const { table } = model
  const narrow = step.rows as (query: unknown) => unknown // the only kind of rows that gets here
  const query = typeof table === 'string' ? knex(table) : knex.withSchema(table.schema).table(table.name)
  const narrowed = narrow(query) as Knex.QueryBuilder<Record<string, unknown>, unknown> | undefined // a Knex query, by its type
  if (narrowed === undefined || typeof narrowed.clearSelect !== 'function') throw RecycleError.badQuery({ factory: model.name })
  const label = { seeder: scope.seeder, factory: model.name, relation: undefined, rows: undefined }
  const { byName } = planTable(dialect, await scope.database.schemaOf(table, label))
  const key = model.primaryKey.map((name) => byName.get(name)).filter((column) => column !== undefined)
  const compiled = keysOf(knex, narrowed, model, key).toSQL()
  const statement = { kind: 'select', sql: compiled.sql, bindings: compiled.bindings, table, label } as const
  return scope.run.recycled.read(statement, async () => {
    const rows = await scope.database.execute(statement, { values: 'raw' })
    return rows.map((row) => decodeRow({ columns: key }, row, NOTHING))
  })
}

/** The keys of the rows that a query finds, in their order, each once, as codecs read them. What the query itself says of order decides which rows a limit leaves. */
function keysOf(
  knex: Knex,
  narrowed: Knex.QueryBuilder<Record<string, unknown>, unknown>,
  { table, primaryKey }: FactoryModel,
  key: readonly ColumnPlan[],
): Knex.QueryBuilder {
  const name = typeof table === 'string' ? table : table.name
  const isJoined = / join /i.test(narrowed.toSQL().sql)
  const found = narrowed.clearSelect().select(primaryKey.map((column) => (isJoined ? `${name}.${column}` : column)))
  const once = knex.distinct([...primaryKey]).from(found.as('recycled'))
  return knex.select(key.map(({ selected }) => knex.raw(selected))).from(once.as('keys')).orderBy(primaryKey.map((column) => ({ column })))
}

const NOTHING: AttributeBag = {}
