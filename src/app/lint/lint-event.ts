import type { Finding } from './finding.js'

/** What happens while factories are linted, in order. `lint --json` prints one of these a line; fields are only ever added. Times are milliseconds. */
export type LintEvent = LintStarted | LintFactoryStarted | LintFactoryDone | LintNote | LintFound | LintDone | LintFailed

/** The connection stands. */
export interface LintStarted {
  readonly type: 'lint:start'
  /** Name of the connection in the configuration. */
  readonly connection: string
  /** Knex client name, e.g. `pg`. */
  readonly client: string
  readonly host: string | undefined
  readonly database: string | undefined
  readonly seed: number
  /** Names of the factories that are linted, in order. */
  readonly factories: readonly string[]
}

export interface LintFactoryStarted {
  readonly type: 'factory:start'
  readonly factory: string
}

export interface LintFactoryDone {
  readonly type: 'factory:done'
  readonly factory: string
  /** Undefined for a class that cannot be used. */
  readonly table: string | undefined
  /** States and traits that were tried beside the factory as it is. */
  readonly states: readonly string[]
  readonly milliseconds: number
}

/** Something that could not be looked at, and is no finding. */
export interface LintNote {
  readonly type: 'note'
  readonly message: string
}

/** All of them come at the end, when it is known which are one and the same. */
export interface LintFound extends Finding {
  readonly type: 'finding'
}

export interface LintSummary {
  readonly factories: number
  /** Factories, states and traits that were tried. */
  readonly tried: number
  readonly errors: number
  readonly warnings: number
  readonly milliseconds: number
}

/** Everything is rolled back. */
export interface LintDone extends LintSummary {
  readonly type: 'lint:done'
}

/** Linting itself failed. */
export interface LintFailed {
  readonly type: 'lint:failed'
  readonly code: string | undefined
  readonly message: string
  readonly hint: string | undefined
  readonly milliseconds: number
}
