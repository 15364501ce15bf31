import type { StoredRow } from '../../database/database.js'
import type { TableName } from '../../database/table-name.js'
import { FactoryError } from '../../errors/factory-error.js'
import { namedState, ordinalState } from '../../random/stream-state.js'
import type { AttributeBag, ChildrenStep, PivotFunction } from '../blueprint.js'
import { placeOf, type Draft } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import { rowFailure } from '../row-failure.js'
import type { AttachedRelation } from '../runtime-relation.js'
import { keyOfParent } from './foreign-values.js'
import { joinPath } from './join-path.js'

/** Two rows that are to be attached to each other. */
export interface Attachment {
  readonly parent: Draft
  readonly parentRow: StoredRow
  readonly relation: AttachedRelation
  readonly step: ChildrenStep
  /** The related row, once it is there. */
  readonly related: () => AttributeBag
  readonly relatedKey: readonly string[]
  /** Which of its `has…`. */
  readonly index: number
  /** Which of its parent's rows of the relation: several `has…` of one relation number theirs through. */
  readonly ordinal: number
}

interface PivotRow {
  readonly attachment: Attachment
  readonly values: AttributeBag
}

/** Writes the pivot rows of a level, one insert a pivot table. No pair is written twice. */
export async function attachRows(scope: DatabaseScope, attachments: readonly Attachment[]): Promise<void> {
  const tables = new Map<string, { table: TableName; rows: Map<string, PivotRow> }>()
  for (const attachment of attachments) {
    const { pivot } = attachment.relation
    const values = pivotValues(scope, attachment)
    const name = JSON.stringify(pivot.table)
    const target = tables.get(name) ?? { table: pivot.table, rows: new Map<string, PivotRow>() }
    tables.set(name, target)
    const pair = JSON.stringify([...pivot.foreignKey, ...pivot.relatedKey].toSorted().map((column) => [column, String(values[column])]))
    if (!target.rows.has(pair)) target.rows.set(pair, { attachment, values })
  }
  for (const { table, rows } of tables.values()) await insertPairs(scope, table, [...rows.values()])
}

function pivotValues(scope: DatabaseScope, attachment: Attachment): AttributeBag {
  const { parent, parentRow, relation, related, relatedKey } = attachment
  const row = related()
  const key = keyOfParent({ draft: parent, row: parentRow, seeder: scope.seeder }, relation.name)
  const values: Record<string, unknown> = { ...pivotAttributes(scope, attachment, row) }
  for (const [part, column] of relation.pivot.foreignKey.entries()) values[column] = key[part]
  for (const [part, column] of relation.pivot.relatedKey.entries()) values[column] = row[relatedKey[part] ?? '']
  for (const [column, value] of Object.entries(values)) {
    if (typeof value !== 'function') continue
    throw FactoryError.lazyPivot({ ...placeOf(parent, scope.seeder), relation: relation.name, attribute: column })
  }
  return values
}

function pivotAttributes(scope: DatabaseScope, attachment: Attachment, related: AttributeBag): AttributeBag {
  const { pivot } = attachment.step
  const { index } = attachment
  if (typeof pivot === 'function') return computedPivot(scope, attachment, related, pivot)
  if (Array.isArray(pivot)) return (pivot[index % pivot.length] as AttributeBag | undefined) ?? {} // an empty list gives nothing
  return (pivot as AttributeBag | undefined) ?? {} // the list was told apart above, which Array.isArray cannot say of readonly lists
}

/** What the user's function gives for a pair; it draws from a stream of the pair's own. */
function computedPivot({ run, seeder }: DatabaseScope, { parent, parentRow, relation, index, ordinal }: Attachment, related: AttributeBag, pivot: PivotFunction): AttributeBag {
  const { faker, generator } = run.rows
  try {
    return run.building(() => {
      generator.reseed(ordinalState(namedState(parent.state, relation.name, 'pivot'), ordinal))
      return pivot(parentRow, related, index, { faker })
    })
  } catch (cause) {
    throw rowFailure(placeOf(parent, seeder), `the pivot attributes of relation "${relation.name}"`, cause)
  }
}

async function insertPairs(scope: DatabaseScope, table: TableName, rows: readonly PivotRow[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const { plan } = first.attachment.parent
  const relation = joinPath(plan.path, first.attachment.relation.name)
  await scope.database.insert({
    table,
    primaryKey: [],
    rows: rows.map(({ values }) => values),
    label: { seeder: scope.seeder, factory: plan.model.name, relation, rows: { from: 1, to: rows.length, of: rows.length } },
    origin: (row) => {
      const { parent } = (rows[row] ?? first).attachment
      return { seeder: scope.seeder, factory: parent.plan.model.name, relation, index: row, of: rows.length }
    },
  })
}
