import { DatabaseError } from '../errors/database-error.js'
import type { Dialect, Orphan, Run } from './dialects/dialect.js'
import { cleanCause } from './failures/clean-cause.js'
import { firstNewOrphan } from './verify/first-new-orphan.js'

interface Connection {
  readonly dialect: Dialect
  readonly run: Run
}

/**
 * Rows that point at nothing before a dry run is rolled back. What is still there afterwards was so before the run.
 */
export async function orphansBeforeRollback({ dialect, run }: Connection): Promise<readonly Orphan[]> {
  return (await dialect.hidesOrphans(run)) ? dialect.listOrphans(run) : []
}

/** The same after a COMMIT that failed for a foreign key, where the database leaves the transaction open. */
export async function orphansAfterFailure({ dialect, run }: Connection, failure: unknown): Promise<readonly Orphan[]> {
  const message = failure instanceof Error ? failure.message : ''
  if (dialect.readFault(failure, message).kind !== 'foreignKey') return []
  try {
    return await dialect.listOrphans(run)
  } catch {
    // The failure itself is what has to be told.
    return []
  }
}

/** After ROLLBACK: throws an error for the first of these rows that only the run had made. */
export async function refuseNewOrphans(
  { dialect, run }: Connection,
  inside: readonly Orphan[],
  failure?: unknown,
): Promise<void> {
  if (inside.length === 0) return
  const orphan = firstNewOrphan(inside, await dialect.listOrphans(run))
  if (orphan === undefined) return
  const { schema, table } = orphan
  throw DatabaseError.orphan({ ...orphan, table: schema === undefined ? table : `${schema}.${table}`, cause: causeOf(dialect, failure) })
}

function causeOf(dialect: Dialect, failure: unknown): Error | undefined {
  if (!(failure instanceof Error)) return undefined
  return cleanCause(failure, dialect.readFault(failure, failure.message), undefined)
}
