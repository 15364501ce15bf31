import type { PlannedRelation } from '../plan/planned-relation.js'
import { codeColumns } from './code-columns.js'
import { codeTable } from './code-table.js'
import type { FactorySource } from './factory-source.js'

/** A relation as it stands in `relations`: `this.hasMany(() => PostFactory, 'user_id')`. */
export function relationCode({ kind, related, foreignKey, pivot }: PlannedRelation, { plan, language, factoryOf, pivotRowOf }: FactorySource): string {
  const factory = related === plan.table ? plan.names.factory : factoryOf(related).name
  if (pivot === undefined) return `this.${kind}(() => ${factory}, ${codeColumns(foreignKey)})`
  const { name, tableName } = pivotRowOf(pivot.table)
  const type = language.variant === 'ts' ? `<${name}>` : ''
  return `this.manyToMany(() => ${factory}, pivot${type}(${codeTable(tableName)}, ${codeColumns(foreignKey)}, ${codeColumns(pivot.relatedKey)}))`
}
