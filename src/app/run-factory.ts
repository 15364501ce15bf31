import { detachedSession } from '../factory/create-session.js'
import type { AnyFactory } from '../factory/factory-internals.js'
import { modelOf } from '../factory/factory-model.js'
import type { Factory } from '../factory/factory.js'
import type { Database } from '../database/database.js'
import { createRequested } from './create-requested.js'
import { findFactory } from './find-factory.js'
import { givenValues } from './given-values.js'
import { performRun, type RunTask } from './perform-run.js'
import { planTarget } from './plan-target.js'
import { requestedFactory, type FactoryRequest } from './requested-factory.js'
import type { RunControls } from './run-controls.js'
import type { RunSummary } from './run-summary.js'

export interface RunFactoryOptions extends RunControls, FactoryRequest {
  /** Name of the factory; the suffix may be left out. */
  readonly factory: string
  readonly count: number
  /** Values by column, as they were typed. */
  readonly set?: Readonly<Record<string, string>> | undefined
}

/** More rows than this are streamed: nobody sees them, so nobody has to hold them. */
const MOST_HELD = 10_000

/** Does what `seedkit run` does: rows of one factory, without a seeder, in one transaction, with all that holds for the runs of seeders. */
export function runFactory(options: RunFactoryOptions): Promise<RunSummary> {
  return performRun(options, () => planFactory(options))
}

/** Everything that can be refused without a connection is refused here. */
async function planFactory(options: RunFactoryOptions): Promise<RunTask> {
  const target = await planTarget(options)
  const { name, class: Class } = await findFactory(options.factory, target.config, options.cwd)
  requestedFactory(detachedSession({ seed: 0, locale: target.config.locale }), Class, options)
  const work: RunTask['work'] = (run, database) =>
    run.perform(name, async (session) => makeRows(requestedFactory(session, Class, options), database, options))
  return { ...target, seeders: [], factory: name, work }
}

async function makeRows(factory: AnyFactory, database: Database, { count, set = {} }: RunFactoryOptions): Promise<void> {
  const overrides = Object.keys(set).length === 0 ? {} : givenValues(set, await tableOf(factory, database))
  // Erased when it was found; the columns are checked where the rows are inserted.
  if (count > MOST_HELD) await (factory as unknown as Factory<Record<string, unknown>>).insert(count, overrides)
  else await createRequested(factory, count, overrides)
}

function tableOf(factory: AnyFactory, database: Database): ReturnType<Database['schemaOf']> {
  const { name, table } = modelOf(factory)
  return database.schemaOf(table, { seeder: undefined, factory: name, relation: undefined, rows: undefined })
}
