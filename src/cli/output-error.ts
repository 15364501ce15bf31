import { SeedkitError } from '../errors.js'
import { thrownMessage } from '../support/thrown-message.js'

/** What is to be printed cannot be: the disk is full, say. */
export class OutputError extends SeedkitError {
  static failed({ stream, cause }: { readonly stream: 'stdout' | 'stderr'; readonly cause: unknown }): OutputError {
    return new OutputError({
      code: 'SEEDKIT_CANNOT_PRINT',
      message: `The ${stream === 'stdout' ? 'output' : 'error output'} cannot be written: ${thrownMessage(cause)}.`,
      hint: 'Is the disk full where it goes to?',
      cause,
    })
  }
}
