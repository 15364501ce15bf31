import type { DatabaseScope } from '../database-scope.js'
import { FactoryError } from '../../errors/factory-error.js'
import { placeOf } from '../draft.js'
import type { Closing } from './cycle-level.js'
import { cyclePath } from './lineage.js'

/** The error for a circle that cannot be written. */
export function unknowableKeys(scope: DatabaseScope, { draft, column, ancestor }: Pick<Closing, 'draft' | 'column' | 'ancestor'>): FactoryError {
  return FactoryError.cycleWithoutKeys({ ...placeOf(draft, scope.seeder), path: cyclePath(draft, column, ancestor) })
}
