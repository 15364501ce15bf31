import type { StatementLabel } from '../../database/database.js'
import type { TableSchema } from '../../database/schema/table-schema.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'

/** What the catalogue knows of a row's table. */
export function schemaOf(scope: DatabaseScope, draft: Draft): Promise<TableSchema> {
  return scope.database.schemaOf(draft.plan.model.table, labelOf(scope, draft))
}

/** The label of statements about a row's batch that insert nothing. */
export function labelOf(scope: DatabaseScope, { plan }: Draft): StatementLabel {
  return { seeder: scope.seeder, factory: plan.model.name, relation: plan.path, rows: undefined }
}
