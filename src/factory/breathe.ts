import { refuseWhenOver } from '../database/refuse-when-over.js'
import type { DatabaseScope } from './database-scope.js'

/** After so many rows of a call, which may take long to compute: undefined where nothing has to be waited for. Throws where the transaction has ended meanwhile. */
export function breathe({ run, database }: DatabaseScope, rows: number): Promise<void> | undefined {
  return run.breath.after(rows)?.then(() => refuseWhenOver(database.knex))
}
