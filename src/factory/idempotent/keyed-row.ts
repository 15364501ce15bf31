import type { AttributeBag } from '../blueprint.js'

/** A row to be found by its natural key, or made. */
export interface KeyedRow {
  /** The natural key: columns and their values. */
  readonly where: AttributeBag
  /** The other attributes given. */
  readonly given: AttributeBag
}
