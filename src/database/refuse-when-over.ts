import type { Knex } from 'knex'

/**
 * Throws once the handle's transaction has ended, as Knex does for what goes through it: its connection may be somebody else's by now, and commits each
 * statement by itself. To be asked right before a statement is given to the driver.
 */
export function refuseWhenOver(knex: Knex): void {
  if ('isCompleted' in knex && typeof knex.isCompleted === 'function' && knex.isCompleted() === true) {
    throw new Error('Transaction query already complete, run with DEBUG=knex:tx for more info')
  }
}
