import { ScopedSession } from '../factory/scoped-session.js'
import type { Scope } from '../factory/scope.js'
import type { Session } from '../factory/session.js'
import type { OperationRegistry } from '../support/operation-registry.js'
import type { RunObserver } from './run-observer.js'

/** One execution of a seeder. */
export interface SeederFrame {
  /** Names of the seeders that led here, the outermost first, this one last. */
  readonly path: readonly string[]
  readonly observer: RunObserver | undefined
  /** Registries of all seeders of the run, to close them when it ends. */
  readonly registries: OperationRegistry[]
  /** Whether the run was closed before its seeders were through. */
  readonly closed: { value: boolean }
}

/** The session of a seeder: knows which execution it belongs to, and starts the seeders called from it one after another. */
export class SeederSession extends ScopedSession {
  readonly frame: SeederFrame
  #tail: Promise<void> = Promise.resolve()

  constructor(scope: Scope, frame: SeederFrame) {
    super(scope)
    this.frame = frame
  }

  /** Runs `work` when all that was enqueued before has ended. */
  enqueue(work: () => Promise<void>): Promise<void> {
    const result = this.#tail.then(work)
    this.#tail = result.catch(() => undefined)
    return result
  }

  /** The seeder session behind a session; a bare one (a test's) gets a frame of its own. */
  static of(session: Session): SeederSession {
    if (session instanceof SeederSession) return session
    return new SeederSession(ScopedSession.scopeOf(session), { path: [], observer: undefined, registries: [], closed: { value: false } })
  }
}
