import { SeedkitError } from '../errors/seedkit-error.js'
import { thrownMessage } from '../support/thrown-message.js'

export interface ErrorDescription {
  readonly code: string | undefined
  readonly message: string
  readonly hint: string | undefined
}

/** What an event says of an error. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof SeedkitError) return { code: error.code, message: error.message, hint: error.hint }
  return { code: undefined, message: thrownMessage(error), hint: undefined }
}
