import { DatabaseError } from '../errors/database-error.js'
import type { Dialect, Orphan, Run } from './dialects/dialect.js'
import { cleanCause } from './failures/clean-cause.js'

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
  const old = new Map<string, number>()
  for (const orphan of await dialect.listOrphans(run)) old.set(keyOf(orphan), (old.get(keyOf(orphan)) ?? 0) + 1)
  for (const orphan of inside) {
    const key = keyOf(orphan)
    const left = old.get(key) ?? 0
    if (left > 0) old.set(key, left - 1)
    else throw DatabaseError.orphan({ ...orphan, cause: causeOf(dialect, failure) })
  }
}

/** Rows of a table without row numbers are alike here: they are counted. */
function keyOf({ table, parent, row, key }: Orphan): string {
  return JSON.stringify([table, parent, String(row), String(key)])
}

function causeOf(dialect: Dialect, failure: unknown): Error | undefined {
  if (!(failure instanceof Error)) return undefined
  return cleanCause(failure, dialect.readFault(failure, failure.message), undefined)
}
