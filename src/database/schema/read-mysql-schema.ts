import type { CatalogueReader } from '../dialects/dialect.js'
import type { ServerFacts } from '../dialects/server-facts.js'
import { mysqlSyntax } from './checks/sql-syntax.js'
import { completeTable, type ColumnParts, type PartitioningParts } from './complete-table.js'
import type { DatabaseForeignKey, DatabaseSchema, DatabaseTable, LeftOutTable } from './database-schema.js'
import { isMigrationTable } from './migration-table.js'
import { listTables, type MysqlTable } from './mysql/list-tables.js'
import { readChecks } from './mysql/read-checks.js'
import { readColumns } from './mysql/read-columns.js'
import { readForeignKeys } from './mysql/read-foreign-keys.js'
import { readKeys, type MysqlKeys } from './mysql/read-keys.js'
import { readPartitions } from './mysql/read-partitions.js'
import { tableKey } from './table-key.js'
import { pickSchemas, type KnownSchemas } from './pick-schemas.js'
import type { CheckConstraint } from './table-schema.js'

interface Catalogue {
  readonly columns: ReadonlyMap<string, readonly ColumnParts[]>
  readonly keys: ReadonlyMap<string, MysqlKeys>
  readonly foreignKeys: ReadonlyMap<string, readonly DatabaseForeignKey[]>
  readonly checks: ReadonlyMap<string, readonly CheckConstraint[]>
  readonly partitions: ReadonlyMap<string, PartitioningParts>
}

/** Eight reads, however many tables there are: databases, tables, checks, columns, keys, foreign keys and their rules, partitions. */
export async function readMysqlSchema(read: CatalogueReader, wanted: readonly string[] | undefined, facts: ServerFacts): Promise<DatabaseSchema> {
  const schemas = pickSchemas(wanted, await listSchemas(read))
  if (schemas.length === 0) return { schemas, tables: [], leftOut: [] }
  const places = schemas.map(() => '?').join(', ')
  const found = (await listTables(read, places, schemas)).toSorted((a, b) => schemas.indexOf(a.schema) - schemas.indexOf(b.schema) || (a.name < b.name ? -1 : 1))
  const checks = await readChecks(read, places, schemas, facts)
  const isJson = (table: string, column: string) => facts.quotedDefaults && checks.get(table)?.some(({ expression }) => expression === `json_valid(\`${column}\`)`) === true
  const catalogue: Catalogue = {
    checks,
    columns: await readColumns(read, places, schemas, facts, isJson),
    keys: await readKeys(read, places, schemas, facts),
    foreignKeys: await readForeignKeys(read, places, schemas),
    partitions: await readPartitions(read, places, schemas),
  }
  const leftOut = found.flatMap((table): readonly LeftOutTable[] => {
    const reason = reasonAgainst(table, catalogue)
    return reason === undefined ? [] : [{ schema: table.schema, name: table.name, reason }]
  })
  return { schemas, tables: found.filter((table) => reasonAgainst(table, catalogue) === undefined).map((table) => toTable(table, catalogue)), leftOut }
}

function reasonAgainst({ schema, name, reason }: MysqlTable, { columns }: Catalogue): LeftOutTable['reason'] | undefined {
  const names = (columns.get(tableKey(schema, name)) ?? []).map((column) => column.name)
  return reason ?? (isMigrationTable(name, names) ? 'migrations' : undefined)
}

function toTable({ schema, name, comment }: MysqlTable, catalogue: Catalogue): DatabaseTable {
  const key = tableKey(schema, name)
  const partitioning = catalogue.partitions.get(key)
  return completeTable(
    {
      schema,
      name,
      kind: partitioning === undefined ? 'table' : 'partitioned',
      comment,
      columns: catalogue.columns.get(key) ?? [],
      primaryKey: catalogue.keys.get(key)?.primaryKey ?? [],
      uniqueKeys: catalogue.keys.get(key)?.uniqueKeys ?? [],
      foreignKeys: catalogue.foreignKeys.get(key) ?? [],
      checks: catalogue.checks.get(key) ?? [],
      exclusions: [],
      partitioning,
      inherits: [],
      rowid: false,
      strict: false,
    },
    mysqlSyntax,
  )
}

const systems: ReadonlySet<string> = new Set(['information_schema', 'mysql', 'performance_schema', 'sys'])

async function listSchemas(read: CatalogueReader): Promise<KnownSchemas> {
  const rows = await read('select s.schema_name as name, s.schema_name = database() as own from information_schema.schemata s', [])
  const own = rows.filter((row) => Number(row['own']) === 1).map((row) => String(row['name']))
  return { all: rows.map((row) => String(row['name'])).filter((name) => !systems.has(name.toLowerCase())), usual: own }
}
