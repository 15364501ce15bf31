import type { Explanation } from './explain/explanation.js'
import type { RunSummary } from './run-summary.js'

/**
 * What happens in a run, in the order it happens. `--json` prints one of these a line.
 * Times are milliseconds; fields are only ever added.
 */
export type RunEvent = RunStarted | SeederStarted | RunProgress | SeederDone | RunNote | LateOperation | RunExplained | RunDone | RunFailed

/** The connection stands, the transaction is about to begin. */
export interface RunStarted {
  readonly type: 'run:start'
  /** Name of the connection in the configuration. */
  readonly connection: string
  /** Knex client name, e.g. `pg`. */
  readonly client: string
  readonly host: string | undefined
  readonly database: string | undefined
  /** What replays this run. */
  readonly seed: number
  /** Version of the way from seed to values; the same seed gives the same rows as long as it stays. */
  readonly algorithm: 1
  /** ISO 8601; what relative dates are counted from. */
  readonly refDate: string
  /** Names of the seeders asked for, in order. */
  readonly seeders: readonly string[]
  /** Name of the factory that is run without a seeder. */
  readonly factory: string | undefined
  readonly dryRun: boolean
  /** When foreign keys are checked: row by row, or once. */
  readonly foreignKeys: 'check' | 'verify'
}

/** `depth` is 0 for the seeders asked for, 1 for those they call, and so on. */
export interface SeederStarted {
  readonly type: 'seeder:start'
  readonly seeder: string
  readonly depth: number
}

/** Rows went into a table. */
export interface RunProgress {
  readonly type: 'progress'
  readonly seeder: string | undefined
  readonly factory: string | undefined
  readonly table: string
  /** Rows of this step, not a total. */
  readonly rows: number
  /** Since the step before: building the rows and writing them. */
  readonly milliseconds: number
}

export interface SeederDone {
  readonly type: 'seeder:done'
  readonly seeder: string
  readonly depth: number
  /** Rows the seeder inserted itself, without the seeders it called. */
  readonly rows: number
  readonly milliseconds: number
}

/** Something worth knowing that is not an error. */
export interface RunNote {
  readonly type: 'note'
  readonly message: string
}

/** The user's code started an operation after its seeder had ended: it was refused. */
export interface LateOperation {
  readonly type: 'late-operation'
  readonly code: string | undefined
  readonly message: string
}

/** Why the rows were made, if somebody asked; all is done but for the last event. */
export interface RunExplained extends Explanation {
  readonly type: 'explanation'
}

/** COMMIT was acknowledged (or, in a dry run, everything was rolled back as asked). */
export interface RunDone extends RunSummary {
  readonly type: 'run:done'
}

/** The run failed; whatever it had written is rolled back. */
export interface RunFailed {
  readonly type: 'run:failed'
  readonly code: string | undefined
  readonly message: string
  readonly hint: string | undefined
  /** Undefined if the run failed before it began. */
  readonly seed: number | undefined
  readonly milliseconds: number
}
