import { relatedFactory } from '../../factory/relations/related-factory.js'
import { modelOf } from '../../factory/factory-model.js'
import type { TableName } from '../../database/table-name.js'
import type { AnyFactoryClass, RuntimeRelation } from '../../factory/runtime-relation.js'
import type { DeclaredFactory } from './declared-factory.js'

/** Columns that a relation fills with a parent's key. */
export interface RelationEnd {
  /** Where the columns are. */
  readonly child: TableName
  readonly columns: readonly string[]
  /** Whose key they hold; undefined for columns that say so themselves (morph relations). */
  readonly parent: TableName | undefined
}

/** What a relation says of the schema. Throws FactoryError where its factories do not fit together. */
export function relationEnds({ factory, model }: DeclaredFactory, relation: RuntimeRelation): readonly RelationEnd[] {
  const own = model.table
  const other = (related: AnyFactoryClass | undefined): TableName => modelOf(relatedFactory(factory, relation, related)).table
  switch (relation.kind) {
    case 'belongsTo':
      return [{ child: own, columns: relation.foreignKey, parent: other(relation.related()) }]
    case 'hasOne':
    case 'hasMany':
      return [{ child: other(relation.related()), columns: relation.foreignKey, parent: own }]
    case 'manyToMany':
      return [
        { child: relation.pivot.table, columns: relation.pivot.foreignKey, parent: own },
        { child: relation.pivot.table, columns: relation.pivot.relatedKey, parent: other(relation.related()) },
      ]
    case 'morphOne':
    case 'morphMany':
      return [{ child: other(relation.related()), columns: [relation.columns.type, relation.columns.id], parent: undefined }]
    default:
      for (const target of relation.targets) other(target())
      return [{ child: own, columns: [relation.columns.type, relation.columns.id], parent: undefined }]
  }
}
