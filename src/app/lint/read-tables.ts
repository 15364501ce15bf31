import type { Database, StatementLabel } from '../../database/database.js'
import { printedName } from '../../database/printed-name.js'
import type { TableSchema } from '../../database/schema/table-schema.js'
import type { TableName } from '../../database/table-name.js'
import { DatabaseError } from '../../errors/database-error.js'
import { lintTable, tableId, type LintTable } from './lint-table.js'

/** The live tables that factories name. */
export interface LintTables {
  /** Undefined where there is none. */
  find(name: TableName): LintTable | undefined
  /** What to say of a table that is missing: the nearest name. */
  hint(name: TableName): string | undefined
}

interface Found {
  readonly name: TableName
  readonly schema: TableSchema | undefined
  readonly hint: string | undefined
}

/** Looks tables up as the engine does, by name and search path; and then reads the schemas they are in, whole. */
export async function readTables(database: Database, names: readonly TableName[], label: StatementLabel): Promise<LintTables> {
  const found = new Map<string, Found>()
  for (const name of names) if (!found.has(printedName(name))) found.set(printedName(name), await lookUp(database, name, label))
  const schemas = [...new Set([...found.values()].flatMap(({ schema }) => (schema === undefined ? [] : [schema.schema])))]
  const all = schemas.length === 0 ? { tables: [], leftOut: [] } : await database.readSchema({ schemas, label })
  const byId = new Map(all.tables.map((table) => [tableId(table.schema, table.name), table]))
  const leftOut = new Map(all.leftOut.map((table) => [tableId(table.schema, table.name), table.reason]))
  const tables = new Map([...found].map(([key, { name, schema }]) => {
    if (schema === undefined) return [key, undefined]
    const id = tableId(schema.schema, schema.name)
    return [key, lintTable(name, schema, byId.get(id), leftOut.get(id))]
  }))
  return { find: (name) => tables.get(printedName(name)), hint: (name) => found.get(printedName(name))?.hint }
}

async function lookUp(database: Database, name: TableName, label: StatementLabel): Promise<Found> {
  try {
    return { name, schema: await database.schemaOf(name, label), hint: undefined }
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'SEEDKIT_MISSING_TABLE') return { name, schema: undefined, hint: error.hint }
    throw error
  }
}
