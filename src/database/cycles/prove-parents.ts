import { DatabaseError } from '../../errors/database-error.js'
import type { Database, StatementLabel, StoredRow } from '../database.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import type { ForeignKey } from '../schema/table-schema.js'
import type { TableName } from '../table-name.js'
import { planTable, type TablePlan } from '../write/table-plan.js'

/** Rows that were inserted while their foreign keys were set aside. */
export interface UnprovenRows {
  readonly table: TableName
  readonly primaryKey: readonly string[]
  readonly rows: readonly StoredRow[]
  readonly label: StatementLabel
}

const mostProven = 1000

/** Asks the database whether every row has its parents, by all foreign keys of its table, set by set. Throws DatabaseError where one has none. */
export async function proveParents(database: Database, unproven: UnprovenRows): Promise<void> {
  const schema = await database.schemaOf(unproven.table, unproven.label)
  const plan = planTable(database.dialect, schema)
  for (const key of schema.foreignKeys) await proveKey(database, plan, key, unproven)
}

async function proveKey(database: Database, plan: TablePlan, foreignKey: ForeignKey, { table, primaryKey, rows, label }: UnprovenRows): Promise<void> {
  const { dialect } = database
  const key = primaryKey.map((name) => plan.byName.get(name)).filter((each) => each !== undefined)
  const columns = key.map(({ quoted, column: { type } }) => ({ quoted: `c.${quoted}`, type }))
  const own = foreignKey.columns.map((column) => `c.${dialect.quote(column)}`)
  const up = foreignKey.foreignColumns.map((column) => `p.${dialect.quote(column)}`)
  const { schema, name } = foreignKey.table
  const parent: TableName = schema === undefined ? name : { schema, name }
  for (let at = 0; at < rows.length; at += mostProven) {
    const part = rows.slice(at, at + mostProven)
    const { sql: condition, bindings } = dialect.keyCondition({
      columns,
      keys: part.map((row) => ({
        bindings: key.map(({ codec, name }) => codec.encode(row[name])),
        places: key.map(({ codec, name }) => codec.placeholder?.(row[name]) ?? '?'),
      })),
    })
    const sql =
      `select 1 as orphan from ${qualifiedName(dialect, table)} c left join ${qualifiedName(dialect, parent)} p` +
      ` on ${own.map((each, part) => `${each} = ${up[part]}`).join(' and ')}` +
      ` where ${condition}${own.map((each) => ` and ${each} is not null`).join('')} and ${up[0]} is null limit 1${dialect.cyclicKeys.proofLock}`
    const orphans = await database.execute({ kind: 'select', sql, bindings, table, label })
    if (orphans.length > 0) {
      throw DatabaseError.orphanInCycle({ table: printedName(table), columns: foreignKey.columns, parent: schema === plan.schema.schema ? name : printedName(parent), source: label })
    }
  }
}
