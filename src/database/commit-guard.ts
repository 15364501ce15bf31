import type { Dialect, Run } from './dialects/dialect.js'

const NAME = 'seedkit_guard'

/** Knows whether a transaction is still the one that it was when it began. */
export interface CommitGuard {
  /** True if it was ended since, and the server has begun another one, or commits every statement by itself. */
  isLost(): Promise<boolean>
}

/**
 * Some servers commit at CREATE, ALTER and TRUNCATE, and give a whole transaction up at a deadlock, without a word: a
 * savepoint at the beginning is gone then. To be set right after BEGIN and asked once, before COMMIT or ROLLBACK.
 */
export async function setCommitGuard(dialect: Dialect, run: Run): Promise<CommitGuard> {
  if (!dialect.commitsUnasked) return { isLost: () => Promise.resolve(false) }
  await run(`savepoint ${NAME}`)
  return {
    isLost: () =>
      run(`release savepoint ${NAME}`).then(
        () => false,
        (error: unknown) => error instanceof Error && error.message.includes(NAME) && /does not exist/i.test(error.message),
      ),
  }
}
