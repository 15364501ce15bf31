import type { StoredRow } from '../../database/database.js'
import { updateRows } from '../../database/cycles/update-rows.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import { labelOf } from './draft-table.js'

interface RowUpdate {
  readonly draft: Draft
  readonly values: Map<string, unknown>
}

/** Columns that rows get after they were inserted: one UPDATE a table and set of columns. The rows in memory get them too. */
export class RowUpdates {
  readonly #rows = new Map<StoredRow, RowUpdate>()

  add(draft: Draft, row: StoredRow, columns: readonly string[], values: readonly unknown[]): void {
    const update = this.#rows.get(row) ?? { draft, values: new Map<string, unknown>() }
    this.#rows.set(row, update)
    for (const [part, column] of columns.entries()) update.values.set(column, values[part])
  }

  async run(scope: DatabaseScope): Promise<void> {
    const groups = new Map<string, (readonly [StoredRow, RowUpdate])[]>()
    for (const [row, update] of this.#rows) {
      const { model } = update.draft.plan
      const id = JSON.stringify([model.table, model.primaryKey, [...update.values.keys()].toSorted()])
      const group = groups.get(id) ?? []
      groups.set(id, group)
      group.push([row, update])
    }
    for (const group of groups.values()) await runGroup(scope, group)
  }
}

/** Of a row that is known in part, no more is known now than what it was given: what else came back depends on the database. */
function seeUpdate(row: StoredRow, columns: readonly string[], updated: StoredRow): void {
  if (Object.getPrototypeOf(row) === Object.prototype) Object.assign(row, updated)
  // Defined, not assigned: assigning would come to the prototype's getters.
  else for (const column of columns) Object.defineProperty(row, column, { value: updated[column], enumerable: true, writable: true, configurable: true })
}

async function runGroup(scope: DatabaseScope, group: readonly (readonly [StoredRow, RowUpdate])[]): Promise<void> {
  const [first] = group
  if (first === undefined) return
  const [, { draft, values }] = first
  const { model } = draft.plan
  const columns = [...values.keys()]
  const updated = await updateRows(scope.database, {
    table: model.table,
    primaryKey: model.primaryKey,
    columns,
    rows: group.map(([row, update]) => ({ row, values: columns.map((column) => update.values.get(column)) })),
    label: { ...labelOf(scope, draft), rows: { from: 1, to: group.length, of: group.length } },
    origin: (row) => {
      const { plan, index, of } = group[row]?.[1].draft ?? draft
      return { seeder: scope.seeder, factory: plan.model.name, relation: plan.path, index, of }
    },
  })
  for (const [at, [row]] of group.entries()) seeUpdate(row, columns, updated[at] ?? {})
}
