import { SeedkitError } from '../errors.js'
import { thrownMessage } from '../support/thrown-message.js'

/** An error that the project's code left to nobody. */
export class StrayError extends SeedkitError {
  static rejection(details: { readonly cause: unknown }): StrayError {
    return new StrayError({
      code: 'SEEDKIT_UNHANDLED_REJECTION',
      message: `A promise of the project's code was rejected and nothing awaited it: ${thrownMessage(details.cause)}`,
      hint: 'Await every promise, or handle its failure, in the seeder or hook that starts it.',
      cause: details.cause,
    })
  }

  static exception(details: { readonly cause: unknown }): StrayError {
    return new StrayError({
      code: 'SEEDKIT_UNCAUGHT_EXCEPTION',
      message: `The project's code threw outside its seeders: ${thrownMessage(details.cause)}`,
      hint: 'A timer or an event listener threw it: catch it there, or do the work in the seeder.',
      cause: details.cause,
    })
  }
}
