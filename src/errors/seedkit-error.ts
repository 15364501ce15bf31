/** What every error of seedkit carries beside its message. */
export interface SeedkitErrorDetails {
  /** Stable name of the fault, `SEEDKIT_…`, for programs. */
  readonly code: string
  /** What happened: subject and fact, one sentence. */
  readonly message: string
  /** What to do about it. */
  readonly hint?: string | undefined
  /** The error that led to this one. */
  readonly cause?: unknown
}

/**
 * Root of all errors that seedkit throws on purpose. The message says what happened, `hint` says what to do.
 *
 * @example
 * try {
 *   await session.factory(UserFactory).create()
 * } catch (error) {
 *   if (error instanceof SeedkitError) console.error(error.code, error.message, error.hint)
 * }
 */
export abstract class SeedkitError extends Error {
  readonly code: string
  readonly hint: string | undefined

  constructor(details: SeedkitErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = new.target.name
    this.code = details.code
    this.hint = details.hint
  }
}
