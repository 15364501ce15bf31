import { randomInt } from 'node:crypto'
import { pickConnection } from '../config/pick-connection.js'
import { registrationOf } from '../database/dialects/registration-of.js'
import { printInserts } from '../database/literals/print-inserts.js'
import { printedName } from '../database/printed-name.js'
import { SeedkitError } from '../errors/seedkit-error.js'
import { UsageError } from '../errors/usage-error.js'
import { detachedSession } from '../factory/create-session.js'
import type { AnyFactory } from '../factory/factory-internals.js'
import { modelOf } from '../factory/factory-model.js'
import { previewRows } from '../factory/preview-rows.js'
import { UnmadeKey } from '../factory/unmade-key.js'
import { findFactory } from './find-factory.js'
import { givenValues } from './given-values.js'
import type { GuardOptions } from './guard-production.js'
import { loadProjectConfig, type ProjectOptions } from './load-project-config.js'
import { previewWithParents } from './preview-with-parents.js'
import { requestedFactory } from './requested-factory.js'

export interface PreviewOptions extends ProjectOptions, GuardOptions {
  /** Name of the factory; the suffix may be left out. */
  readonly factory: string
  readonly count: number
  /** States and traits, in call order. */
  readonly states?: readonly string[] | undefined
  /** Values by column, as they were typed. */
  readonly set?: Readonly<Record<string, string>> | undefined
  /** Goes before the configuration's seed; without either a random one is drawn. */
  readonly seed?: number | undefined
  readonly connection?: string | undefined
  /** Makes the rows, with their parents, in a transaction that is rolled back; left out, nothing is connected to. */
  readonly parents?: boolean | undefined
}

/** A column's value; an UnmadeKey where only a database could tell. */
export type PreviewRow = Readonly<Record<string, unknown>>

export interface Preview {
  /** Name of the factory class. */
  readonly factory: string
  readonly table: string
  readonly rows: readonly PreviewRow[]
  readonly seed: number
  readonly seedFrom: 'options' | 'config' | 'random'
  /** The rows as INSERT statements for the configured connection's database. Throws ConfigError where that cannot be told. */
  readonly inserts: () => readonly string[]
}

/** Rows of a factory, as its next call would insert them at the root of a run with that seed. */
export async function previewFactory(options: PreviewOptions): Promise<Preview> {
  const config = await loadProjectConfig(options)
  const found = await findFactory(options.factory, config, options.cwd)
  const given = options.seed ?? config.seed
  const seed = given ?? randomInt(2 ** 32)
  const seedFrom = given === undefined ? 'random' : options.seed === undefined ? 'config' : 'options'
  const detached = detachedSession({ seed, locale: config.locale, refDate: config.refDate })
  const factory = requestedFactory(detached, found.class, options)
  const { table } = modelOf(factory)
  const { rows, schema } = options.parents === true ? await previewWithParents({ config, seed, class: found.class }, options) : await detachedRows(factory, options)
  const inserts = () => {
    const { client } = pickConnection(config, options.connection)
    return printInserts(registrationOf(client), { factory: found.name, table, schema, rows: rows.map(withoutKeys) })
  }
  return { factory: found.name, table: printedName(table), rows, seed, seedFrom, inserts }
}

async function detachedRows(factory: AnyFactory, { count, set = {} }: PreviewOptions): Promise<{ readonly rows: readonly PreviewRow[]; readonly schema: undefined }> {
  try {
    return { rows: await previewRows(factory, count, givenValues(set, undefined)), schema: undefined }
  } catch (error) {
    throw needsDatabase(error, modelOf(factory).name)
  }
}

function withoutKeys(row: PreviewRow): PreviewRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => !(value instanceof UnmadeKey)))
}

/** What a person at a shell can do about code that wants the database. */
function needsDatabase(error: unknown, factory: string): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof SeedkitError && cause.code === 'SEEDKIT_NO_DATABASE') return UsageError.previewNeedsDatabase({ factory, cause })
  }
  return error
}
