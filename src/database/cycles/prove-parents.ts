import { DatabaseError } from '../../errors/database-error.js'
import type { Database, StatementLabel, StoredRow } from '../database.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import type { TableName } from '../table-name.js'
import { planTable } from '../write/table-plan.js'

/** Rows that were inserted while a foreign key was set aside. */
export interface UnprovenRows {
  readonly table: TableName
  readonly primaryKey: readonly string[]
  readonly column: string
  readonly parent: { readonly table: TableName; readonly column: string }
  readonly rows: readonly StoredRow[]
  readonly label: StatementLabel
}

const mostProven = 1000

/** Asks the database whether every row has its parent, set by set. Throws DatabaseError where one has none. */
export async function proveParents(database: Database, unproven: UnprovenRows): Promise<void> {
  const { table, primaryKey, column, parent, rows, label } = unproven
  const { dialect } = database
  const plan = planTable(dialect, await database.schemaOf(table, label))
  const key = primaryKey.map((name) => plan.byName.get(name)).filter((each) => each !== undefined)
  const columns = key.map(({ quoted, column: { type } }) => ({ quoted: `c.${quoted}`, type }))
  const own = `c.${dialect.quote(column)}`
  const up = `p.${dialect.quote(parent.column)}`
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
      `select 1 as orphan from ${qualifiedName(dialect, table)} c left join ${qualifiedName(dialect, parent.table)} p on ${own} = ${up}` +
      ` where ${condition} and ${own} is not null and ${up} is null limit 1${dialect.cyclicKeys.proofLock}`
    const orphans = await database.execute({ kind: 'select', sql, bindings, table, label })
    if (orphans.length > 0) {
      throw DatabaseError.orphanInCycle({ table: printedName(table), column, parent: printedName(parent.table), source: label })
    }
  }
}
