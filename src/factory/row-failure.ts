import { FactoryError } from '../errors/factory-error.js'
import { SeedkitError } from '../errors/seedkit-error.js'
import type { DraftPlace } from './draft.js'

/**
 * What to throw when code of the user's failed while a row was built or in one of its hooks: an error that names the row. One of ours that says where it
 * happened already (another row's, a statement's) is passed on as it is.
 */
export function rowFailure(place: DraftPlace, part: string, cause: unknown): SeedkitError {
  if (cause instanceof SeedkitError && !(cause instanceof FactoryError && cause.row === undefined)) return cause
  return FactoryError.inRow({ ...place, part, cause })
}
