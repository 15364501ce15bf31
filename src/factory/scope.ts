import type { Faker } from '@faker-js/faker'
import type { Knex } from 'knex'
import type { CallLabel, Database } from '../database/database.js'
import { namedState, ordinalState, type StreamState } from '../random/stream-state.js'
import type { OperationTracker } from '../support/operation-registry.js'
import type { RunState } from './run-state.js'
import type { VerifiedWrites } from './verified-writes.js'

/** Where in a run a session stands: its place in the tree of random streams, its connection, and who waits for its operations. */
export interface Scope {
  readonly run: RunState
  readonly state: StreamState
  /** Name of the seeder that the session was made for. */
  readonly seeder: string | undefined
  /** Undefined for a session that only describes factories or makes rows. */
  readonly database: Database | undefined
  /** What users see as `session.db`: the connection, in a seeder one that notices a forgotten `await`. */
  readonly handle: Knex | undefined
  /** Undefined outside seeders: nobody can tell when the work of a bare session is over. */
  readonly operations: OperationTracker | undefined
  /** The faker of code that runs while a row is built; undefined: a faker on the scope's own stream. */
  readonly faker: Faker | undefined
  /** How many calls of each factory there were, by their name in the path. */
  readonly callCounts: Map<string, number>
  /** Foreign keys that a call further out has set aside. */
  readonly verified?: VerifiedWrites | undefined
  /** The call whose rows the session was made for; undefined in seeders and tests. */
  readonly call?: CallLabel | undefined
}

/** The path of the next call of a factory. Taken synchronously when the user makes the call, so that `Promise.all` changes nothing. */
export function nextCallState(scope: Scope, factory: string, end: 'create' | 'make', stream: string | undefined): StreamState {
  const name = stream === undefined ? `${factory}/${end}` : `${factory}/${end}/${stream}`
  const number = scope.callCounts.get(name) ?? 0
  scope.callCounts.set(name, number + 1)
  return ordinalState(namedState(scope.state, name, 'place'), number)
}
