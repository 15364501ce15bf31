import type { HasRelation } from '../runtime-relation.js'

/** Whether a row has one child at most by a relation. */
export function isSingle({ kind }: HasRelation): boolean {
  return kind === 'hasOne' || kind === 'morphOne'
}
