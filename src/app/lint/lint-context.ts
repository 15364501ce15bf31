import type { Database } from '../../database/database.js'
import type { RandomOptions } from '../../factory/run-state.js'
import type { DeclaredFactory } from './declared-factory.js'
import type { LintTables } from './read-tables.js'

/** What every factory is linted with. */
export interface LintContext {
  /** On the transaction that is rolled back at the end. */
  readonly database: Database
  readonly tables: LintTables
  /** All factories of the project that can be used. */
  readonly project: readonly DeclaredFactory[]
  readonly random: RandomOptions
}
