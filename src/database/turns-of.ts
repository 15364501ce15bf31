import type { Knex } from 'knex'
import { Turns } from './turns.js'

const known = new WeakMap<object, Turns>()

/**
 * The turns of a transaction's connection: all handles on it, savepoints inside it and the user's own statements have them in common. On a Knex instance, where
 * each statement has a connection of its own, the turns are the handle's alone.
 */
export function turnsOf(knex: Knex): Turns {
  const key = connectionKey(knex)
  if (key === undefined) return new Turns()
  const turns = known.get(key) ?? new Turns()
  known.set(key, turns)
  return turns
}

/** Knex gives a transaction one promise of its end, which wrapped handles give as well; it knows the transaction around a savepoint. */
function connectionKey(knex: unknown): object | undefined {
  const outer = property(knex, 'parentTransaction')
  if (outer !== undefined) return connectionKey(outer)
  const end = property(knex, 'executionPromise')
  return typeof end === 'object' && end !== null ? end : undefined
}

function property(knex: unknown, name: string): unknown {
  return typeof knex === 'function' ? Reflect.get(knex, name) : undefined
}
