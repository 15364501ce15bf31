import type { CatalogueReader } from '../dialects/dialect.js'
import { quoteName } from '../dialects/quote-name.js'
import { sqliteSyntax } from './checks/sql-syntax.js'
import { completeTable, type UniqueKeyParts } from './complete-table.js'
import type { DatabaseSchema, DatabaseTable, LeftOutTable } from './database-schema.js'
import { isMigrationTable } from './migration-table.js'
import { pickSchemas } from './pick-schemas.js'
import { parseCreateTable } from './sqlite/parse-create-table.js'
import { columnParts, primaryKeyOf, readColumns, type SqliteColumn } from './sqlite/read-columns.js'
import { foreignKeyParts, readForeignKeys, type SqliteForeignKey } from './sqlite/read-foreign-keys.js'
import { readUniqueKeys } from './sqlite/read-unique-keys.js'
import { tableKey } from './table-key.js'

interface SqliteTable {
  readonly schema: string
  readonly name: string
  /** table, view, virtual, or shadow: what a virtual table keeps its data in. */
  readonly type: string
  readonly withoutRowid: boolean
  readonly strict: boolean
}

interface Catalogue {
  /** Texts of CREATE TABLE and CREATE INDEX. */
  readonly declarations: ReadonlyMap<string, string>
  readonly columns: ReadonlyMap<string, readonly SqliteColumn[]>
  readonly uniqueKeys: ReadonlyMap<string, readonly UniqueKeyParts[]>
  readonly foreignKeys: ReadonlyMap<string, readonly SqliteForeignKey[]>
  /** Tables by schema and name in lower case, as foreign keys may write it. */
  readonly folded: ReadonlyMap<string, SqliteTable>
}

/** Six reads, however many tables there are: attached databases, tables, declarations, columns, unique indexes, foreign keys. */
export async function readSqliteSchema(read: CatalogueReader, wanted: readonly string[] | undefined): Promise<DatabaseSchema> {
  const attached = (await read('select name as name from pragma_database_list order by seq', [])).map((row) => String(row['name']))
  const schemas = pickSchemas(wanted, { all: attached, usual: ['main'] })
  if (schemas.length === 0) return { schemas, tables: [], leftOut: [] }
  const places = schemas.map(() => '?').join(', ')
  const found = await listTables(read, places, schemas)
  const declarations = await readDeclarations(read, schemas)
  const catalogue: Catalogue = {
    declarations,
    columns: await readColumns(read, places, schemas),
    uniqueKeys: await readUniqueKeys(read, places, schemas, (schema, index) => declarations.get(tableKey(schema, index))),
    foreignKeys: await readForeignKeys(read, places, schemas),
    folded: new Map(found.map((table) => [tableKey(table.schema, table.name.toLowerCase()), table])),
  }
  const leftOut = found.flatMap((table): readonly LeftOutTable[] => {
    const reason = reasonAgainst(table, catalogue)
    return reason === undefined ? [] : [{ schema: table.schema, name: table.name, reason }]
  })
  const tables = found.filter((table) => reasonAgainst(table, catalogue) === undefined).map((table) => toTable(table, catalogue))
  return { schemas, tables, leftOut }
}

async function listTables(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<readonly SqliteTable[]> {
  const rows = await read(
    `select l.schema as db, l.name as name, l.type as type, l.wr as wr, l.strict as strict from pragma_table_list as l
     where l.schema in (${places}) and l.name not like 'sqlite\\_%' escape '\\' order by l.name`,
    schemas,
  )
  const tables = rows.map((row) => ({
    schema: String(row['db']),
    name: String(row['name']),
    type: String(row['type']),
    withoutRowid: Number(row['wr']) === 1,
    strict: Number(row['strict']) === 1,
  }))
  return tables.toSorted((a, b) => schemas.indexOf(a.schema) - schemas.indexOf(b.schema))
}

async function readDeclarations(read: CatalogueReader, schemas: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const each = schemas.map((schema) => `select ? as db, name as name, sql as ddl from ${quoteName(schema, '"')}.sqlite_master where sql is not null and type in ('table', 'index')`)
  const rows = await read(each.join(' union all '), schemas)
  return new Map(rows.map((row) => [tableKey(row['db'], row['name']), String(row['ddl'])]))
}

function reasonAgainst({ schema, name, type }: SqliteTable, { columns }: Catalogue): LeftOutTable['reason'] | undefined {
  if (type === 'view') return 'view'
  if (type !== 'table') return 'virtual table'
  return isMigrationTable(name, (columns.get(tableKey(schema, name)) ?? []).map((column) => column.name)) ? 'migrations' : undefined
}

function toTable({ schema, name, withoutRowid, strict }: SqliteTable, catalogue: Catalogue): DatabaseTable {
  const key = tableKey(schema, name)
  const declaration = parseCreateTable(catalogue.declarations.get(key) ?? '')
  const columns = catalogue.columns.get(key) ?? []
  const primaryKey = primaryKeyOf(columns)
  const counted = !withoutRowid && primaryKey.length === 1 ? primaryKey[0] : undefined
  const keyOf = (parent: string) => {
    const table = catalogue.folded.get(tableKey(schema, parent.toLowerCase()))
    return table && { name: table.name, primaryKey: primaryKeyOf(catalogue.columns.get(tableKey(schema, table.name)) ?? []) }
  }
  return completeTable(
    {
      schema,
      name,
      kind: 'table',
      comment: undefined,
      columns: columns.map((column) => columnParts(column, counted, declaration)),
      primaryKey,
      uniqueKeys: catalogue.uniqueKeys.get(key) ?? [],
      foreignKeys: foreignKeyParts(schema, catalogue.foreignKeys.get(key) ?? [], declaration.foreignKeys, keyOf),
      checks: declaration.checks,
      exclusions: [],
      partitioning: undefined,
      inherits: [],
      rowid: !withoutRowid,
      strict,
    },
    sqliteSyntax,
  )
}
