import type { Knex } from 'knex'
import type { Database } from '../../database/database.js'

interface CountedKeys {
  readonly highest: bigint
  rows: number
}

/** Circles that are being written on one transaction: a hook, or a parent, may start one before another is closed. */
export interface OpenCircles {
  /** By table: the highest key that rows still to be inserted are given, or expected to get, and how many such rows there are. */
  readonly counted: Map<string, CountedKeys>
  /** Statements that put constraints in force again, and how many columns wait for that. */
  readonly suspended: Map<string, number>
}

// What belongs to a transaction lives as long as its handle.
const circles = new WeakMap<Knex, OpenCircles>()

export function openCircles({ knex }: Database): OpenCircles {
  let open = circles.get(knex)
  if (open === undefined) circles.set(knex, (open = { counted: new Map(), suspended: new Map() }))
  return open
}
