import type { Database, StoredRow } from '../database.js'
import { qualifiedName } from '../qualified-name.js'
import { valueLists, type ListedRow } from '../match/value-lists.js'
import { planTable, type ColumnPlan } from '../write/table-plan.js'
import { encodeValue } from './encode-value.js'
import { explainUpdate } from './explain-update.js'
import type { UpdateRequest } from './update-rows.js'

/** Which of the rows an UPDATE would leave as they are, as the database itself judges; places in the request. */
export async function unchangedRows(database: Database, request: UpdateRequest): Promise<ReadonlySet<number>> {
  const unchanged = new Set<number>()
  if (request.rows.length === 0) return unchanged
  const schema = await database.schemaOf(request.table, request.label)
  const { columns, byName } = planTable(database.dialect, schema)
  const keys = (schema.primaryKey.length > 0 ? schema.primaryKey : request.by).map((name) => byName.get(name)).filter((column) => column !== undefined)
  const groups = new Map<string, { readonly keys: readonly ColumnPlan[]; readonly set: readonly ColumnPlan[]; readonly indexes: number[] }>()
  for (const [index, row] of request.rows.entries()) {
    const set = columns.filter(({ name }) => row[name] !== undefined)
    const signature = set.map(({ alias }) => alias).join()
    const group = groups.get(signature) ?? { keys, set, indexes: [] }
    group.indexes.push(index)
    groups.set(signature, group)
  }
  for (const group of groups.values()) for (const index of await ask(database, request, group)) unchanged.add(index)
  return unchanged
}

interface Question {
  readonly keys: readonly ColumnPlan[]
  readonly set: readonly ColumnPlan[]
  readonly indexes: readonly number[]
}

async function ask(database: Database, request: UpdateRequest, { keys, set, indexes }: Question): Promise<readonly number[]> {
  const { dialect } = database
  const { table, label } = request
  const name = qualifiedName(dialect, table)
  const plan = planTable(dialect, await database.schemaOf(table, label))
  const context = await database.writing(label)
  const rows = indexes.map((index) => listed(database, request, { keys, set }, index))
  const found: number[] = []
  for (const list of valueLists(dialect, name, [...keys, ...set], rows)) {
    const conditions = [...keys, ...set].map((column, at) => {
      const value = list.names[at]
      if (value === undefined) return `t.${column.quoted} is null`
      return at < keys.length ? `t.${column.quoted} = ${value}` : dialect.matching.unchanged(column, value)
    })
    const sql = `select k.seedkit_row as k0 from ${list.sql} join ${name} as t on ${conditions.join(' and ')}`
    const statement = { kind: 'select', sql, bindings: list.bindings, table, label } as const
    try {
      const answer = await context.send(statement, { values: 'raw' })
      for (const raw of answer.rows) found.push(list.indexes[Number(raw['k0']) - 1] ?? -1)
    } catch (error) {
      const chunk = { request, plan, set, indexes: list.indexes }
      throw await context.failed(error, () => explainUpdate({ context, statement, error, chunk }))
    }
  }
  return found
}

function listed(database: Database, request: UpdateRequest, { keys, set }: Omit<Question, 'indexes'>, index: number): ListedRow {
  const valueOf = (column: ColumnPlan, row: StoredRow | undefined) => ({ request, index, column, value: row?.[column.name] ?? null })
  const given = [...keys.map((column) => valueOf(column, request.stored[index])), ...set.map((column) => valueOf(column, request.rows[index]))]
  return {
    index,
    values: given.map((each) => encodeValue(database.dialect, each)),
    places: given.map(({ column: { codec }, value }) => (value === null ? '?' : (codec.placeholder?.(value) ?? '?'))),
  }
}
