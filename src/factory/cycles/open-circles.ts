import type { Knex } from 'knex'
import type { Database } from '../../database/database.js'

/** Circles that are being written on one transaction: a hook, or a parent, may start one before another is closed. */
export interface OpenCircles {
  /** By table: the highest key that rows still to be inserted are expected to get, for each of their batches. */
  readonly expected: Map<string, Map<object, bigint>>
  /** Statements that put constraints in force again, and how many circles wait for that. */
  readonly suspended: Map<string, number>
}

// What belongs to a transaction lives as long as its handle.
const circles = new WeakMap<Knex, OpenCircles>()

export function openCircles({ knex }: Database): OpenCircles {
  let open = circles.get(knex)
  if (open === undefined) circles.set(knex, (open = { expected: new Map(), suspended: new Map() }))
  return open
}
