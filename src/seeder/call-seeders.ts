import { SeederError } from '../errors/seeder-error.js'
import { ScopedSession } from '../factory/scoped-session.js'
import type { Session } from '../factory/session.js'
import { executeSeeder } from './execute-seeder.js'
import { isSeederClass, type AnySeederClass } from './seeder-brand.js'
import { SeederSession } from './seeder-session.js'

interface CallOptions {
  readonly args: readonly unknown[]
  readonly repeat: 'always' | 'once'
}

/** Starts seeders from a session, strictly one after another. Their places in the run are taken here, while still synchronous. */
export async function callSeeders(session: Session, seeders: unknown, { args, repeat }: CallOptions): Promise<void> {
  const caller = SeederSession.of(session)
  const { operations, run } = ScopedSession.scopeOf(session)
  const classes = (Array.isArray(seeders) ? seeders : [seeders]).map(checked)
  const description = `call(${classes.map((each) => each.name).join(', ')})`
  if (operations !== undefined && !operations.isOpen()) throw operations.late(description)
  const executions = classes.flatMap((Class) => {
    if (repeat === 'once' && run.seedersCalled.has(Class)) return []
    run.seedersCalled.add(Class)
    const time = run.seederRuns.get(Class.name) ?? 0
    run.seederRuns.set(Class.name, time + 1)
    return [{ Class, time, args }]
  })
  const settle = operations?.started(description)
  try {
    for (const execution of executions) await caller.enqueue(() => executeSeeder(caller, execution))
  } finally {
    settle?.()
  }
}

function checked(value: unknown): AnySeederClass {
  if (!isSeederClass(value)) throw SeederError.notASeeder({ value })
  return value
}
