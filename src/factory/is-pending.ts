import { isExpression } from '../database/values/plain-value.js'
import { isThenable } from '../support/is-thenable.js'

/** Whether an attribute is a promise. A Knex expression has a `then()` too, which sends it; but it is a value, SQL for the database. */
export function isPending(value: unknown): value is PromiseLike<unknown> {
  return isThenable(value) && !isExpression(value)
}
