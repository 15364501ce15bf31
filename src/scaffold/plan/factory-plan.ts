import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { TableName } from '../../database/table-name.js'
import type { TableNames } from '../naming/table-names.js'
import type { FilledKey } from './filled-keys.js'
import type { PlannedAttribute } from './plan-attributes.js'
import type { PlannedRelation } from './planned-relation.js'
import type { PlannedTraits } from './plan-traits.js'
import type { RowColumn } from './row-columns.js'

/** A factory that is to be written. */
export interface FactoryPlan {
  readonly table: DatabaseTable
  readonly names: TableNames
  /** As the factory declares it. */
  readonly tableName: TableName
  readonly primaryKey: readonly string[]
  readonly columns: readonly RowColumn[]
  readonly relations: readonly PlannedRelation[]
  readonly traits: readonly PlannedTraits[]
  readonly attributes: readonly PlannedAttribute[]
  /** Statements above the class, by the name that they declare. */
  readonly constants: Readonly<Record<string, string>>
  readonly keys: readonly FilledKey[]
  /** What the generators decided, for the seeder. */
  readonly given: ReadonlyMap<string, 'given' | 'default' | 'null' | 'other'>
}
