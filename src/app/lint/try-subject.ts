import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../database/database.js'
import { rehearse, type Rehearsal } from '../../database/rehearse.js'
import { ConnectionError } from '../../errors/connection-error.js'
import { SeedkitError } from '../../errors/seedkit-error.js'
import { sessionOn } from '../../factory/create-session.js'
import { previewRows } from '../../factory/preview-rows.js'
import type { Session } from '../../factory/session.js'
import { createRun } from '../../seeder/run.js'
import { createRequested } from '../create-requested.js'
import { factoryOf, type DeclaredFactory } from './declared-factory.js'
import type { LintContext } from './lint-context.js'
import type { LintSubject } from './lint-subject.js'

type Row = Readonly<Record<string, unknown>>

/** The rows of the same call, built twice. */
export interface TwoRowLists {
  readonly first: readonly Row[]
  readonly second: readonly Row[]
}

/** What a subject gave when it was tried. */
export interface SubjectTrial {
  readonly builds: Rehearsal<TwoRowLists>
  /** Undefined where there is no table. */
  readonly creation: Rehearsal<unknown> | undefined
}

/** Rows to look at: one may not show each word of an enum, nor the longest text. */
const rowsOfFactory = 20
const rowsOfState = 5
/** The clock has to go on between two builds, so that what asks it shows. */
const tick = 2

/** Builds rows of a subject twice and creates one, each under a savepoint and from the same seed. Throws where nothing more can be tried. */
export async function trySubject(context: LintContext, declared: DeclaredFactory, subject: LintSubject): Promise<SubjectTrial> {
  const { database, tables } = context
  const count = subject.state === undefined ? rowsOfFactory : rowsOfState
  const make = (session: Session) => subject.apply(factoryOf(session, declared.class))
  const builds = await buildTwice(database, (inside) => previewRows(make(sessionOn(inside, context.random)), count, {}))
  if (tables.find(declared.model.table) === undefined) return { builds, creation: undefined }
  // As a run does it: work that a hook does not wait for is an error, and has ended before the next begins.
  const create = (inside: Database) => createRun({ ...context.random, database: inside }).perform(subject.label, async (session) => createRequested(make(session), 1, {}))
  return { builds, creation: await attempt(database, create) }
}

/** Where the two do not agree, each under a savepoint of its own: an attribute may make rows, and those of the first time must not be in the way of the second. */
async function buildTwice(database: Database, build: (inside: Database) => Promise<readonly Row[]>): Promise<Rehearsal<TwoRowLists>> {
  const both = await attempt(database, async (inside) => {
    const first = await build(inside)
    await setTimeout(tick)
    return { first, second: await build(inside) }
  })
  if (both.state === 'done' && isDeepStrictEqual(both.value.first, both.value.second)) return both
  const first = await attempt(database, build)
  if (first.state === 'failed') return first
  await setTimeout(tick)
  const second = await attempt(database, build)
  return second.state === 'failed' ? second : { state: 'done', value: { first: first.value, second: second.value } }
}

async function attempt<T>(database: Database, work: (database: Database) => Promise<T>): Promise<Rehearsal<T>> {
  const result = await rehearse(database, work)
  if (result.state === 'failed' && isFatal(result.error)) throw result.error
  return result
}

/** No fault of a factory's. */
function isFatal(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.code !== 'SEEDKIT_CANNOT_END_TRANSACTION'
  return error instanceof SeedkitError && (error.code === 'SEEDKIT_CONNECTION_LOST' || error.code === 'SEEDKIT_DATABASE_LOCKED')
}
