import type { RowOrigin, RowSource, StatementLabel, StoredRow } from '../../database/database.js'
import { printedName } from '../../database/printed-name.js'
import type { TableName } from '../../database/table-name.js'
import { isExpression } from '../../database/values/plain-value.js'
import { keyText } from '../../database/write/key-text.js'
import { PivotError } from '../../errors/pivot-error.js'
import { namedState, ordinalState } from '../../random/stream-state.js'
import { attributesOf } from '../attributes-of.js'
import type { AttributeBag, ChildrenStep, PivotFunction } from '../blueprint.js'
import { countRows } from '../count-rows.js'
import { placeOf, type Draft } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import { isFactory } from '../factory-internals.js'
import { isPending } from '../is-pending.js'
import { rowFailure } from '../row-failure.js'
import type { AttachedRelation, FactoryModel } from '../runtime-relation.js'
import { keyColumn } from './check-pivot.js'
import { keyOfParent } from './foreign-values.js'
import { joinPath } from './join-path.js'
import { PairTables } from './pair-tables.js'

/** Two rows that are to be attached to each other. */
export interface Attachment {
  readonly parent: Draft
  readonly parentRow: StoredRow
  readonly relation: AttachedRelation
  readonly step: ChildrenStep
  readonly related: AttributeBag
  /** What the related row's factory declares. */
  readonly model: FactoryModel
  /** Which of its `has…`. */
  readonly index: number
  /** Which of its parent's rows of the relation: several `has…` of one relation number theirs through. */
  readonly ordinal: number
}

const NOTHING: AttributeBag = Object.freeze({})

interface PivotRow {
  readonly attachment: Attachment
  readonly values: AttributeBag
}

/** Writes the pivot rows of a level, one insert a pivot table. No pair is written twice. */
export async function attachRows(scope: DatabaseScope, attachments: readonly Attachment[]): Promise<void> {
  const tables = new PairTables<PivotRow>()
  for (const attachment of attachments) {
    const place = tables.placeOf(attachment.relation) ?? (await tables.findPlace(scope, attachment))
    const values = pivotValues(scope, attachment)
    let pair = ''
    for (const column of place.columns) {
      const value = values[column]
      pair += `${isExpression(value) ? String(value) : keyText(value)}\0`
    }
    if (place.seen.has(pair)) continue
    place.seen.add(pair)
    place.rows.push({ attachment, values })
  }
  for (const { table, rows } of tables.list()) await insertPairs(scope, table, rows)
}

function pivotValues(scope: DatabaseScope, attachment: Attachment): AttributeBag {
  const { parent, parentRow, relation, related: row, model } = attachment
  const { foreignKey, relatedKey } = relation.pivot
  const given = pivotAttributes(scope, attachment, row)
  // What is no function was looked at when the chain was written.
  const taken = typeof attachment.step.pivot === 'function' ? keyColumn(relation, given) : undefined
  if (taken !== undefined) throw PivotError.keyGiven({ factory: parent.plan.model.name, relation: relation.name, column: taken, place: placeOf(parent, scope.seeder) })
  // Not spread: an object that V8 has spread takes a microsecond for each column added to it.
  const values: Record<string, unknown> = Object.assign({}, given)
  const key = keyOfParent({ draft: parent, row: parentRow, seeder: scope.seeder }, relation.name)
  for (let part = 0; part < foreignKey.length; part++) values[foreignKey[part] ?? ''] = key[part]
  for (let part = 0; part < relatedKey.length; part++) values[relatedKey[part] ?? ''] = row[model.primaryKey[part] ?? '']
  for (const column in values) {
    const value = values[column]
    if (typeof value !== 'function' && !isPending(value) && !isFactory(value)) continue
    const place = placeOf(parent, scope.seeder)
    throw PivotError.lazyAttribute({ factory: place.factory, relation: relation.name, attribute: column, value, place })
  }
  return values
}

function pivotAttributes(scope: DatabaseScope, attachment: Attachment, related: AttributeBag): AttributeBag {
  const { pivot } = attachment.step
  const { index } = attachment
  if (pivot === undefined) return NOTHING
  if (typeof pivot === 'function') return computedPivot(scope, attachment, related, pivot)
  if (!Array.isArray(pivot)) return pivot as AttributeBag // which Array.isArray cannot say of readonly lists
  if (pivot.length === 0) return NOTHING
  return attributesOf(pivot[index % pivot.length], `a pivot row of relation "${attachment.relation.name}"`)
}

/** What the user's function gives for a pair; it draws from a stream of the pair's own. */
function computedPivot({ run, seeder }: DatabaseScope, { parent, parentRow, relation, index, ordinal }: Attachment, related: AttributeBag, pivot: PivotFunction): AttributeBag {
  const { faker, generator } = run.rows
  try {
    return run.building(() => {
      generator.reseed(ordinalState(namedState(parent.state, relation.name, 'pivot'), ordinal))
      return attributesOf(pivot(parentRow, related, index, { faker }), 'the function')
    })
  } catch (cause) {
    throw rowFailure(placeOf(parent, seeder), `the pivot attributes of relation "${relation.name}"`, cause)
  }
}

/** Rows of one pivot table may come from relations of several factories. */
function pairSources(rows: readonly PivotRow[]): readonly RowSource[] {
  const sources = new Map<string, RowSource>()
  for (const { attachment } of rows) {
    const { plan } = attachment.parent
    const relation = joinPath(plan.path, attachment.relation.name)
    const key = JSON.stringify([plan.model.name, relation])
    sources.set(key, { factory: plan.model.name, relation, role: 'pivot', rows: (sources.get(key)?.rows ?? 0) + 1 })
  }
  return [...sources.values()]
}

/** A pair's place among those of its parent: how many are written together makes no difference. */
function originOf({ seeder }: DatabaseScope, rows: readonly PivotRow[], row: PivotRow): RowOrigin {
  const { parent, relation } = row.attachment
  const own = rows.filter(({ attachment }) => attachment.parent === parent && attachment.relation === relation)
  const { path, model } = parent.plan
  return { seeder, factory: model.name, relation: joinPath(path, relation.name), index: own.indexOf(row), of: own.length, isPair: true }
}

async function insertPairs(scope: DatabaseScope, table: TableName, rows: readonly PivotRow[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const { plan } = first.attachment.parent
  const relation = joinPath(plan.path, first.attachment.relation.name)
  scope.run.uniqueness.rowsAdded(table)
  countRows(scope, printedName(table), rows.length)
  const values = rows.map((row) => row.values)
  const label: StatementLabel = {
    seeder: scope.seeder,
    factory: plan.model.name,
    relation,
    rows: { from: 1, to: rows.length, of: rows.length },
    call: scope.call,
    sources: () => pairSources(rows),
  }
  const { verified, database } = scope
  const schema = verified && (await database.schemaOf(table, label))
  if (schema !== undefined) await verified?.before({ table, schema, expected: undefined, label })
  await database.insert({
    table,
    primaryKey: [],
    rows: values,
    wanted: [],
    label,
    origin: (row) => originOf(scope, rows, rows[row] ?? first),
  })
  if (schema !== undefined) verified?.wrote(schema, values, [])
}
