import { DatabaseError } from '../errors/database-error.js'
import { FactoryError } from '../errors/factory-error.js'
import { SeederError } from '../errors/seeder-error.js'
import { SeedkitError } from '../errors/seedkit-error.js'
import { ScopedSession } from '../factory/scoped-session.js'
import { namedState, ordinalState } from '../random/stream-state.js'
import type { AnySeederClass } from './seeder-brand.js'
import type { SeederSession } from './seeder-session.js'
import { supervisedSession } from './supervised-session.js'

/** A seeder that is about to run, its place in the run taken. */
export interface Execution {
  readonly Class: AnySeederClass
  /** Which time it runs in this run, from 0. */
  readonly time: number
  readonly args: readonly unknown[]
}

/** Runs one seeder in a session of its own, and sees to it that nothing it started is left behind. */
export async function executeSeeder(caller: SeederSession, { Class, time, args }: Execution): Promise<void> {
  const { name } = Class
  const { frame } = caller
  if (frame.closed.value) throw SeederError.runClosed({ seeder: name })
  if (frame.path.length > MAX_DEPTH) throw SeederError.seederCycle({ path: shortened(frame.path, name) })
  const started = performance.now()
  const depth = frame.path.length
  const state = ordinalState(namedState(ScopedSession.scopeOf(caller).run.root, name, 'place'), time)
  frame.observer?.seederStarted?.({ seeder: name, depth })
  try {
    await supervisedSession(caller, { name, seeder: name, path: [...frame.path, name], state, run: (session) => new Class(session).run(...args) })
  } catch (cause) {
    if (knowsItsSeeder(cause)) throw cause
    // An optional parameter counts as well, so that only what fails can be said to want it.
    const wants = depth === 0 && args.length === 0 && runOf(Class).length > 0 && !(cause instanceof SeedkitError) ? 'arguments' : undefined
    throw SeederError.failed({ seeder: name, cause, wants })
  }
  frame.observer?.seederFinished?.({ seeder: name, depth, milliseconds: performance.now() - started })
}

function runOf(Class: AnySeederClass): (...args: never) => unknown {
  // The brand is on the prototype, and run() beside it.
  return (Class.prototype as InstanceType<AnySeederClass>).run
}

/** Deeper than anyone's seeders, and far from the end of the stack: two that call each other are told so. */
const MAX_DEPTH = 100

function shortened(path: readonly string[], name: string): readonly string[] {
  const start = path.lastIndexOf(name)
  return start < 0 ? [...path.slice(-5), name] : [...path.slice(start), name]
}

function knowsItsSeeder(cause: unknown): boolean {
  return cause instanceof SeederError || cause instanceof DatabaseError || (cause instanceof FactoryError && cause.row?.seeder !== undefined)
}
