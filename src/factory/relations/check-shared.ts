import { keyText } from '../../database/write/key-text.js'
import { PivotError } from '../../errors/pivot-error.js'
import type { AttributeBag, ChildrenStep } from '../blueprint.js'
import type { DatabaseScope } from '../database-scope.js'
import { placeOf, type Draft } from '../draft.js'
import type { RowPlan } from '../row-plan.js'
import type { Family } from './children-source.js'
import { isRowList } from './is-row-list.js'
import { isValue } from './is-value.js'
import { otherPart } from './shared-parts.js'

/** Throws PivotError where rows to attach, given or made, are told to have another value in a column of both keys than their parent. */
export function checkShared(scope: DatabaseScope, parent: Draft, { relation, count }: ChildrenStep, related: RowPlan, parts: AttributeBag): void {
  const refuse = (column: string, value: unknown): never => {
    const details = { factory: parent.plan.model.name, relation: relation.name, related: related.model.name, column }
    throw PivotError.otherPart({ ...details, value, wanted: parts[column], place: placeOf(parent, scope.seeder) })
  }
  if (isRowList(count)) {
    for (const row of count) {
      const column = otherPart(row, parts)
      if (column !== undefined) refuse(column, row[column])
    }
    return
  }
  const told = toldOf(related)
  for (const column in parts) {
    const value = told.get(column)?.find((each) => isValue(each) && keyText(each) !== keyText(parts[column]))
    if (value !== undefined) refuse(column, value)
  }
}

/** Throws PivotError where a new row would have to be given a value for a column of both keys that the database makes itself. Undefined: there is none. */
export function checkGenerated(scope: DatabaseScope, families: readonly Family[]): Promise<void> | undefined {
  let sharing: Map<RowPlan, Family> | undefined
  for (const family of families) if (family.key !== undefined && family.made !== undefined) (sharing ??= new Map<RowPlan, Family>()).set(family.plan, family)
  return sharing && refuseGenerated(scope, [...sharing.values()])
}

async function refuseGenerated({ database, seeder }: DatabaseScope, families: readonly Family[]): Promise<void> {
  for (const { parent, relation, plan, key } of families) {
    const { model, path } = plan
    const { columns } = await database.schemaOf(model.table, { seeder, factory: model.name, relation: path, rows: undefined })
    const made = columns.find(({ name, identity, generated }) => (identity || generated) && key !== undefined && name in key)
    if (made !== undefined) throw PivotError.generatedPart({ factory: parent.plan.model.name, relation, related: model.name, column: made.name, place: placeOf(parent, seeder) })
  }
}

/** What a chain says itself of its rows' columns, the last word of each: keys of `for…`, states, sequences. What functions say is not known. */
function toldOf(plan: RowPlan): ReadonlyMap<string, readonly unknown[]> {
  const told = new Map<string, readonly unknown[]>()
  for (const { columns, key } of plan.blueprint.parents.map((step) => plan.shared(step))) {
    for (const [part, column] of columns.entries()) told.set(column, [key?.[part]])
  }
  for (const step of plan.blueprint.steps) {
    for (const given of step.kind === 'state' ? [step.state] : step.items) {
      if (typeof given === 'function') continue
      // Of a sequence each row gets another item.
      for (const column in given) told.set(column, [...(step.kind === 'state' ? [] : (told.get(column) ?? [])), given[column]])
    }
  }
  return told
}
