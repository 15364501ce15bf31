import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Knex } from 'knex'
import { findClient } from '../config/client-table.js'
import type { ConnectionSettings } from '../config/connection-settings.js'
import { ConnectionError } from '../errors/connection-error.js'
import { connectFailure } from './connect-failure.js'
import { brokenDriver, isBrokenDriver, loadDriver } from './driver-check.js'
import { connectionWatch, type ConnectionWatch } from './connection-watch.js'
import { settleWithin } from './settle-within.js'

/** An open database, and the way to leave it. */
export interface OpenConnection {
  readonly knex: Knex
  /**
   * Closes every connection. Never fails, and never takes much longer than a second: what does not close is cut off.
   */
  close(): Promise<void>
}

export interface OpenConnectionOptions {
  /** The project's folder: drivers are looked for there first. */
  readonly root: string
  /** Told what Knex would print. Default: nobody. */
  readonly log?: ((level: 'debug' | 'warn' | 'error', message: unknown) => void) | undefined
}

const CONNECT_MILLISECONDS = 10_000
const CLOSE_MILLISECONDS = 1000
const DRIVER_TIMEOUTS: Readonly<Record<string, string>> = {
  PostgreSQL: 'connectionTimeoutMillis',
  MySQL: 'connectTimeout',
}

/**
 * Opens a connection and proves that it works. A driver that is missing, a host that does not answer, a file that is no
 * database: each is a ConnectionError without the password.
 */
export async function openConnection(
  settings: ConnectionSettings,
  options: OpenConnectionOptions,
): Promise<OpenConnection> {
  const driver = loadDriver(settings.client, options.root)
  await checkFile(settings)
  const watch = connectionWatch()
  const knex = await createKnex(settings, driver, watch, options)
  const close = (): Promise<void> => closeAll(knex, watch)
  try {
    await proveConnection(knex, settings)
    return { knex, close }
  } catch (error) {
    await close()
    if (isBrokenDriver(error)) throw brokenDriver(driver.client, options.root, error)
    throw connectFailure(error, settings)
  }
}

/** SQLite's own "unable to open database file" says nothing. */
async function checkFile(settings: ConnectionSettings): Promise<void> {
  const filename = settings.connection['filename']
  if (
    findClient(settings.client)?.family.place !== 'file' ||
    typeof filename !== 'string' ||
    !path.isAbsolute(filename)
  )
    return
  const target = { host: undefined, port: undefined, user: undefined, database: shown(filename) }
  const folder = path.dirname(filename)
  const parent = await stat(folder).catch(() => undefined)
  if (parent?.isDirectory() !== true) {
    const reason = `the folder "${shown(folder)}" does not exist`
    throw ConnectionError.cannotConnect({
      target,
      reason,
      hint: 'Create it, or correct "filename" in the config.',
      cause: new Error(reason),
    })
  }
  if ((await stat(filename).catch(() => undefined))?.isDirectory() === true) {
    const reason = 'it is a folder'
    throw ConnectionError.cannotConnect({
      target,
      reason,
      hint: 'Correct "filename" in the config.',
      cause: new Error(reason),
    })
  }
}

function shown(file: string): string {
  return path.relative(process.cwd(), file) || '.'
}

async function createKnex(
  settings: ConnectionSettings,
  driver: ReturnType<typeof loadDriver>,
  watch: ConnectionWatch,
  options: OpenConnectionOptions,
): Promise<Knex> {
  // Loaded when it is needed: the CLI has to start fast.
  const { default: createInstance } = await import('knex')
  const log = silentLog(options)
  // An instance without a connection loads no driver; it serves to get at the class of the client.
  const bare: Knex = createInstance({ client: driver.client, useNullAsDefault: true, log })
  const client = watch.clientClass(bare.client.constructor, driver.module)
  const instance: Knex = createInstance({
    useNullAsDefault: true,
    acquireConnectionTimeout: CONNECT_MILLISECONDS,
    // Knex puts the statement into the message of its error: with the values, a password would be printed.
    compileSqlOnError: false,
    ...settings.knex,
    client,
    connection: withTimeout(settings),
    pool: { min: 0, max: 5, ...poolOf(settings) },
    log,
  })
  letProcessEnd(instance)
  // Programs that ask the config for the client expect a name.
  Reflect.set(instance.client.config, 'client', driver.client)
  return instance
}

/** The clock by which the pool throws away what is idle is nothing to wait for: a run that nothing else keeps going would never end. */
function letProcessEnd({ client }: Knex): void {
  const { pool } = client as { readonly pool?: ReapingPool } // Knex's types leave the pool out
  // Told right before the clock is started.
  pool?.on('startReaping', () => queueMicrotask(() => pool.interval?.unref()))
}

interface ReapingPool {
  readonly interval: NodeJS.Timeout | null
  on(event: 'startReaping', listener: () => void): void
}

function poolOf(settings: ConnectionSettings): Readonly<Record<string, unknown>> {
  const pool = settings.knex['pool']
  const given = typeof pool === 'object' && pool !== null ? { ...pool } : {}
  // An idle connection that Knex keeps open keeps the process alive.
  const isMemory = settings.connection['filename'] === ':memory:'
  return { ...given, min: 0, ...(isMemory ? { max: 1, idleTimeoutMillis: 2 ** 31 - 1 } : {}) }
}

/** The driver gives up a little before Knex does: only the driver knows why, and cuts the attempt off. */
function withTimeout(settings: ConnectionSettings): Record<string, unknown> {
  const option = DRIVER_TIMEOUTS[findClient(settings.client)?.family.title ?? '']
  if (option === undefined) return { ...settings.connection }
  const patience = settings.knex['acquireConnectionTimeout']
  const whole = typeof patience === 'number' && patience > 0 ? patience : CONNECT_MILLISECONDS
  return { [option]: Math.max(1, Math.round(whole * 0.9)), ...settings.connection }
}

function silentLog(options: OpenConnectionOptions): Knex.Logger {
  const tell = (level: 'debug' | 'warn' | 'error') => (message: unknown) => options.log?.(level, message)
  return { debug: tell('debug'), warn: tell('warn'), error: tell('error'), deprecate: tell('warn') }
}

async function proveConnection(knex: Knex, settings: ConnectionSettings): Promise<void> {
  const connection: unknown = await knex.client.acquireConnection()
  try {
    // A server has greeted us by now. A file is not read before the first statement.
    if (findClient(settings.client)?.family.place === 'file')
      await knex.raw('pragma schema_version').connection(connection)
  } finally {
    await knex.client.releaseConnection(connection)
  }
}

async function closeAll(knex: Knex, watch: ConnectionWatch): Promise<void> {
  await settleWithin(knex.destroy(), CLOSE_MILLISECONDS)
  watch.cutOff()
}
