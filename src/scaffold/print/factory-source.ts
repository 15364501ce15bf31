import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { TableName } from '../../database/table-name.js'
import type { Language } from '../detect-language.js'
import type { FactoryPlan } from '../plan/factory-plan.js'
import type { PivotTable } from '../plan/pivot-table.js'
import type { RowColumn } from '../plan/row-columns.js'

/** A factory's file before it is text. */
export interface FactorySource {
  readonly plan: FactoryPlan
  readonly language: Language
  /** The class of another table's factory, and where it is imported from. */
  readonly factoryOf: (table: DatabaseTable) => { readonly name: string; readonly from: string }
  readonly pivotRowOf: (pivot: PivotTable) => PivotRowType
  /** Tables of pairs whose rows' type stands in this file. */
  readonly declares: readonly PivotTable[]
}

export interface PivotRowType {
  readonly name: string
  /** undefined in the file that declares it. */
  readonly from: string | undefined
  readonly tableName: TableName
  readonly columns: readonly RowColumn[]
}
