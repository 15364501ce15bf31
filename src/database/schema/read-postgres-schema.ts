import type { CatalogueReader } from '../dialects/dialect.js'
import { postgresSyntax } from './checks/sql-syntax.js'
import { completeTable, type UniqueKeyParts } from './complete-table.js'
import type { DatabaseForeignKey, DatabaseSchema, DatabaseTable, LeftOutTable } from './database-schema.js'
import { groupBy } from './group-by.js'
import { isMigrationTable } from './migration-table.js'
import { pickSchemas, type KnownSchemas } from './pick-schemas.js'
import { listRelations, type PostgresRelation } from './postgres/list-relations.js'
import { partitionLimits } from './postgres/partition-limits.js'
import { readColumns, type PostgresColumn } from './postgres/read-columns.js'
import { readConstraints, type PostgresConstraint } from './postgres/read-constraints.js'
import { readInheritance, type PostgresDescent } from './postgres/read-inheritance.js'
import { readTypes } from './postgres/read-types.js'
import { readUniqueKeys } from './postgres/read-unique-keys.js'

interface Catalogue {
  readonly columns: ReadonlyMap<string, readonly PostgresColumn[]>
  readonly constraints: ReadonlyMap<string, readonly PostgresConstraint[]>
  readonly uniqueKeys: ReadonlyMap<string, readonly UniqueKeyParts[]>
  readonly byChild: ReadonlyMap<string, readonly PostgresDescent[]>
  readonly byParent: ReadonlyMap<string, readonly PostgresDescent[]>
}

/** Seven reads, however many tables there are: schemas, relations, types, columns, constraints, unique indexes, inheritance. */
export async function readPostgresSchema(read: CatalogueReader, wanted: readonly string[] | undefined): Promise<DatabaseSchema> {
  const schemas = pickSchemas(wanted, await listSchemas(read))
  if (schemas.length === 0) return { schemas, tables: [], leftOut: [] }
  const places = schemas.map(() => '?').join(', ')
  const relations = (await listRelations(read, places, schemas)).toSorted((a, b) => schemas.indexOf(a.schema) - schemas.indexOf(b.schema))
  const columns = await readColumns(read, places, schemas, await readTypes(read, places, schemas))
  const descents = await readInheritance(read, places, schemas)
  const catalogue: Catalogue = {
    columns,
    constraints: await readConstraints(read, places, schemas),
    uniqueKeys: await readUniqueKeys(read, places, schemas),
    byChild: groupBy(descents, ({ child }) => child, (descent) => descent),
    byParent: groupBy(descents, ({ parent }) => parent, (descent) => descent),
  }
  const leftOut = relations.flatMap((relation): readonly LeftOutTable[] => {
    const reason = reasonAgainst(relation, catalogue)
    return reason === undefined ? [] : [{ schema: relation.schema, name: relation.name, reason }]
  })
  const tables = relations.filter((relation) => reasonAgainst(relation, catalogue) === undefined).map((relation) => toTable(relation, catalogue))
  return { schemas, tables, leftOut }
}

async function listSchemas(read: CatalogueReader): Promise<KnownSchemas> {
  const rows = await read(
    `select nspname as name, array_position(current_schemas(false), nspname) as place from pg_namespace
     where has_schema_privilege(oid, 'USAGE') and nspname not like 'pg\\_%' and nspname <> 'information_schema' order by place, nspname`,
    [],
  )
  return { all: rows.map((row) => String(row['name'])), usual: rows.filter((row) => row['place'] !== null).map((row) => String(row['name'])) }
}

function reasonAgainst(relation: PostgresRelation, { columns, byChild }: Catalogue): LeftOutTable['reason'] | undefined {
  if (relation.isOfExtension) return 'extension'
  if (relation.isPartition) return 'partition'
  if (relation.kind === 'v' || relation.kind === 'm') return 'view'
  if (relation.kind === 'f') return 'foreign table'
  const own = columns.get(relation.id) ?? []
  // Partitions before PostgreSQL had any: nothing of their own but checks.
  if (byChild.has(relation.id) && !own.some(({ isOwn }) => isOwn)) return 'partition'
  return isMigrationTable(relation.name, own.map(({ parts }) => parts.name)) ? 'migrations' : undefined
}

function toTable(relation: PostgresRelation, catalogue: Catalogue): DatabaseTable {
  const { id, schema, name, comment, key } = relation
  const columns = catalogue.columns.get(id) ?? []
  const constraints = catalogue.constraints.get(id) ?? []
  const kinds = new Map(columns.map(({ parts }) => [parts.name, parts.kind]))
  return completeTable(
    {
      schema,
      name,
      kind: key === undefined ? 'table' : 'partitioned',
      comment,
      columns: columns.map(({ parts }) => parts),
      primaryKey: constraints.flatMap((each) => (each.kind === 'primary key' ? each.columns : [])),
      uniqueKeys: catalogue.uniqueKeys.get(id) ?? [],
      foreignKeys: constraints.flatMap((each): readonly DatabaseForeignKey[] => (each.kind === 'foreign key' ? [each.key] : [])),
      checks: constraints.flatMap((each) => (each.kind === 'check' ? [each.check] : [])),
      exclusions: constraints.flatMap((each) => (each.kind === 'exclusion' ? [each.check] : [])),
      partitioning: key && partitionLimits({ id, key, kinds }, catalogue.byParent),
      inherits: (catalogue.byChild.get(id) ?? []).map(({ parentName }) => parentName),
      rowid: false,
      strict: false,
    },
    postgresSyntax,
  )
}
