import type { StoredRow } from '../../database/database.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import { labelOf } from './draft-table.js'

/** Sends statements about the session itself, for the batch of a row. */
export function sessionRun(scope: DatabaseScope, draft: Draft): (sql: string) => Promise<readonly StoredRow[]> {
  return (sql) => scope.database.execute({ kind: 'session', sql, bindings: [], table: draft.plan.model.table, label: labelOf(scope, draft) })
}
