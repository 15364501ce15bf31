import type { Database, StoredRow } from '../database/database.js'
import type { Draft } from './draft.js'
import type { Scope } from './scope.js'

/** The scope of a call that writes: its database is there, and parents and children are written the way their rows are. */
export interface DatabaseScope extends Scope {
  readonly database: Database
  /** Brings drafts of one table into the database, with parents, children and hooks. */
  readonly persist: (drafts: readonly Draft[]) => Promise<StoredRow[]>
}
