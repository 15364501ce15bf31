import type { ForeignKeyMode } from '../config/foreign-key-mode.js'
import type { Database } from '../database/database.js'
import { resolveRandom, RunState } from '../factory/run-state.js'
import type { Session } from '../factory/session.js'
import { namedState } from '../random/stream-state.js'
import type { OperationRegistry } from '../support/operation-registry.js'
import { callSeeders } from './call-seeders.js'
import type { RunObserver } from './run-observer.js'
import type { SeederClass } from './seeder-class.js'
import { SeederSession } from './seeder-session.js'
import { supervisedSession } from './supervised-session.js'

export interface RunOptions {
  /** On the transaction of the run. */
  readonly database: Database
  readonly seed: number
  readonly locale: string
  readonly refDate: Date | 'now'
  /** `check` if left out. */
  readonly foreignKeys?: ForeignKeyMode | undefined
  readonly observer?: RunObserver | undefined
}

/** One execution of seeders on one transaction. Nothing survives it: a process can have as many as it likes. */
export interface Run {
  readonly session: Session
  readonly seed: number
  readonly refDate: Date
  /** Runs seeders one after another. Throws the first error, which names seeder, factory and row as far as they are known. */
  runSeeders(seeders: readonly SeederClass<[]>[]): Promise<void>
  /** Runs work at the root of the run, without a seeder. `name` stands for one in what is said of operations that nobody waited for. */
  perform(name: string, work: (session: Session) => Promise<unknown>): Promise<void>
  /** Refuses whatever comes from now on. */
  close(): void
  /** Operations that came after their seeder had ended and were refused. */
  readonly lateOperations: readonly Error[]
}

/** Makes a run from its options and the database it writes to. */
export function createRun(options: RunOptions): Run {
  const run = new RunState(resolveRandom(options), options.foreignKeys)
  const registries: OperationRegistry[] = []
  const closed = { value: false }
  const state = namedState(run.root, '', 'place')
  const session = new SeederSession(
    {
      run,
      state,
      seeder: undefined,
      database: options.database,
      handle: options.database.knex,
      operations: undefined,
      faker: undefined,
      callCounts: new Map(),
    },
    { path: [], observer: options.observer, registries, closed },
  )
  return {
    session,
    seed: run.seed,
    refDate: run.refDate,
    runSeeders: (seeders) => callSeeders(session, seeders, { args: [], repeat: 'always' }),
    perform: (name, work) => supervisedSession(session, { name, seeder: undefined, path: [], state, run: work }),
    close: () => {
      closed.value = true
      for (const registry of registries) registry.close()
    },
    get lateOperations() {
      return registries.flatMap((registry) => registry.lateOperations)
    },
  }
}
