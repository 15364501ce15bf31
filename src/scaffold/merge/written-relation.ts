import type { PlannedRelation } from '../plan/planned-relation.js'
import type { FactoryFile, WrittenRelation } from './factory-file.js'

/** The relation of a file that stands for a planned one, whatever it is called. */
export function writtenRelation({ kind, foreignKey, pivot }: PlannedRelation, related: string, { relations = [] }: FactoryFile): WrittenRelation | undefined {
  const columns = pivot === undefined ? foreignKey : [...foreignKey, ...pivot.relatedKey]
  return relations.find((one) => one.related === related && isKind(one.kind, kind) && one.foreignKey?.join('\0') === columns.join('\0'))
}

/** A person may know better whether there is one or many. */
function isKind(written: string | undefined, planned: string): boolean {
  return written === planned || (['hasOne', 'hasMany'].includes(planned) && ['hasOne', 'hasMany'].includes(written ?? ''))
}
