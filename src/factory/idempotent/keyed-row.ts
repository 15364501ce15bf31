import type { AttributeBag } from '../blueprint.js'

/** A row to be found by its natural key, or made. */
export interface KeyedRow {
  /** The natural key: columns and their values. */
  readonly where: AttributeBag
  /** The attributes given: columns of the key may be among them, and get other values than they are found by. */
  readonly given: AttributeBag
}
