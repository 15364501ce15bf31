import type { TableName } from '../database/table-name.js'
import { DeclarationError } from '../errors/declaration-error.js'
import { FactoryError } from '../errors/factory-error.js'
import type { AnyFactory } from './factory-internals.js'
import { declarationFault } from './relations/declaration-fault.js'
import type { FactoryModel, RuntimeRelation } from './runtime-relation.js'

// A pure function's memory: what a class declares does not change.
const models = new WeakMap<object, FactoryModel>()

/** What a factory declares, checked once a class. Throws FactoryError where it cannot be used. */
export function modelOf(factory: AnyFactory): FactoryModel {
  const known = models.get(factory.constructor)
  if (known !== undefined) return known
  const model = readModel(factory as AnyFactory & Declared)
  models.set(factory.constructor, model)
  return model
}

interface Declared {
  readonly table?: unknown
  readonly primaryKey?: unknown
  readonly exactColumns?: unknown
  readonly relations?: unknown
}

function readModel(factory: AnyFactory & Declared): FactoryModel {
  const name = factory.constructor.name
  if (typeof factory.definition !== 'function') throw FactoryError.noDefinition({ factory: name })
  const table = readTable(name, factory.table)
  return Object.freeze({
    name,
    table,
    tableLabel: typeof table === 'string' ? table : `${table.schema}.${table.name}`,
    primaryKey: readPrimaryKey(name, factory.primaryKey),
    exactColumns: readExactColumns(name, factory.exactColumns),
    relations: readRelations(name, factory.relations),
  })
}

function readTable(factory: string, table: unknown): TableName {
  if (typeof table === 'string' && table.trim() !== '') return table
  if (table === undefined || table === null || table === '') throw FactoryError.noTable({ factory })
  if (typeof table === 'object' && 'schema' in table && 'name' in table) {
    const { schema, name } = table
    if (typeof schema === 'string' && schema !== '' && typeof name === 'string' && name !== '') return { schema, name }
  }
  throw FactoryError.badTable({ factory })
}

function readPrimaryKey(factory: string, key: unknown): readonly string[] {
  const columns: readonly unknown[] = Array.isArray(key) ? key : [key]
  if (columns.every((column): column is string => typeof column === 'string' && column !== '')) return columns
  throw FactoryError.badPrimaryKey({ factory })
}

function readExactColumns(factory: string, columns: unknown): readonly string[] {
  if (Array.isArray(columns) && columns.every((column) => typeof column === 'string')) return columns
  throw FactoryError.badExactColumns({ factory })
}

function readRelations(factory: string, relations: unknown): ReadonlyMap<string, RuntimeRelation> {
  const known = new Map<string, RuntimeRelation>()
  if (relations === undefined) return known
  if (typeof relations !== 'object' || relations === null) throw FactoryError.badRelations({ factory })
  for (const [name, relation] of Object.entries(relations)) {
    if (!isRelation(relation)) throw FactoryError.badRelation({ factory, relation: name })
    const given = declarationFault(relation)
    if (given !== undefined) throw DeclarationError.wronglyDeclared({ factory, relation: name, kind: relation.kind, given })
    known.set(name, Object.freeze({ ...relation, name }))
  }
  return known
}

/** What one of the calls gives that declare relations, whatever it was given. */
function isRelation(value: unknown): value is RuntimeRelation {
  return typeof value === 'object' && value !== null && 'kind' in value && ('related' in value || 'targets' in value)
}
