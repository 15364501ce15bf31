import type { Knex } from 'knex'
import type { Database } from '../../database/database.js'
import type { Draft } from '../draft.js'

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
  /** What is still to be done, and a row that it is for: nothing of it may be left when the call ends that began it. */
  readonly due: Map<object, Draft>
}

// What belongs to a transaction lives as long as its handle.
const circles = new WeakMap<Knex, OpenCircles>()

export function openCircles({ knex }: Database): OpenCircles {
  let open = circles.get(knex)
  if (open === undefined) circles.set(knex, (open = { counted: new Map(), suspended: new Map(), due: new Map() }))
  return open
}

/** How much is due on a transaction; where there are no circles, nothing is kept for it. */
export function dueOn({ knex }: Database): ReadonlyMap<object, Draft> | undefined {
  return circles.get(knex)?.due
}
