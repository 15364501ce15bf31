import { createRequire } from 'node:module'
import path from 'node:path'
import { ConnectionError } from '../errors/connection-error.js'
import { driverVersion } from './driver-version.js'
import { NodeSqliteDatabase } from './node-sqlite/node-sqlite-database.js'
import { nodeSqliteModule } from './node-sqlite/node-sqlite-module.js'
import { packageManagerCommands } from './package-manager.js'

/** A driver's package, loaded. */
export interface LoadedDriver {
  /** Knex client that goes with it. */
  readonly client: string
  readonly module: unknown
}

interface DriverOffer {
  /** Packages that serve the client, best first, with the Knex client that each one stands for. */
  readonly packages: readonly { readonly name: string; readonly client: string }[]
  /** Client of another driver for the same database: not taken in its place, but named. */
  readonly otherDriver?: string
  /** What Node.js itself has for the database, where no package is installed. */
  readonly builtIn?: BuiltInDriver
}

interface BuiltInDriver {
  /** The Knex client whose driver it stands for. */
  readonly client: string
  /** Undefined where this version of Node.js has none. */
  readonly load: () => unknown
  /** From which version on it is there. */
  readonly since: string
}

const nodeSqlite: BuiltInDriver = {
  client: 'better-sqlite3',
  load: () => (nodeSqliteModule() === undefined ? undefined : NodeSqliteDatabase),
  since: '22.16',
}

const DRIVERS: Readonly<Record<string, DriverOffer>> = {
  pg: { packages: [{ name: 'pg', client: 'pg' }] },
  mysql2: { packages: [{ name: 'mysql2', client: 'mysql2' }] },
  // The old package is not kept up any more; the new one speaks the same protocol.
  mysql: {
    packages: [
      { name: 'mysql', client: 'mysql' },
      { name: 'mysql2', client: 'mysql2' },
    ],
  },
  sqlite3: { packages: [{ name: 'sqlite3', client: 'sqlite3' }], otherDriver: 'better-sqlite3', builtIn: nodeSqlite },
  'better-sqlite3': { packages: [{ name: 'better-sqlite3', client: 'better-sqlite3' }], otherDriver: 'sqlite3', builtIn: nodeSqlite },
}

/**
 * Loads the driver of a client from the project or from where seedkit is installed (seedkit may be installed globally,
 * the driver in the project); without any, takes what Node.js has. Connects to nothing.
 */
export function loadDriver(client: string, root: string): LoadedDriver {
  const offer = DRIVERS[client] ?? { packages: [{ name: client, client }] }
  for (const { name, client: served } of offer.packages) {
    const file = findPackage(name, root)
    if (file === undefined) continue
    refuseOutdated(name, file, root)
    return { client: served, module: requireDriver(name, file, root) }
  }
  if (offer.otherDriver === undefined || findPackage(offer.otherDriver, root) === undefined) {
    const module = offer.builtIn?.load()
    if (offer.builtIn !== undefined && module !== undefined) return { client: offer.builtIn.client, module }
  }
  throw missing(client, offer, root)
}

/**
 * True for the errors of a native part that is missing or was built for another Node.js. Some drivers load it on the
 * first connection.
 */
export function isBrokenDriver(error: unknown): boolean {
  const text = error instanceof Error ? error.message : ''
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return (
    code === 'ERR_DLOPEN_FAILED' ||
    /Could not locate the bindings file|NODE_MODULE_VERSION|was compiled against a different Node|invalid ELF header/i.test(
      text,
    )
  )
}

export function brokenDriver(name: string, root: string, cause: unknown): ConnectionError {
  return ConnectionError.brokenDriver({ driver: name, rebuild: packageManagerCommands(root).rebuild(name), cause })
}

function findPackage(name: string, root: string): string | undefined {
  for (const from of [path.join(root, 'package.json'), import.meta.url]) {
    try {
      return createRequire(from).resolve(name)
    } catch {
      // Not reachable from there.
    }
  }
  return undefined
}

function requireDriver(name: string, file: string, root: string): unknown {
  try {
    return createRequire(file)(file)
  } catch (cause) {
    if (isBrokenDriver(cause)) throw brokenDriver(name, root, cause)
    throw ConnectionError.unloadableDriver({ driver: name, install: packageManagerCommands(root).install(name), cause })
  }
}

/** What is older than seedkit's peers may be has other classes, and fails anywhere. */
function refuseOutdated(driver: string, file: string, root: string): void {
  const { version, wanted } = driverVersion(driver, file)
  if (version === undefined || wanted === undefined || major(version) >= Math.min(...wanted.split('||').map(major))) return
  throw ConnectionError.outdatedDriver({ driver, version, wanted, install: packageManagerCommands(root).install(`${driver}@latest`) })
}

function major(version: string): number {
  return Number(/\d+/.exec(version)?.[0] ?? 0)
}

function missing(client: string, offer: DriverOffer, root: string): ConnectionError {
  // For a client with two drivers, the newer one is advised.
  const driver = offer.packages.at(-1)?.name ?? client
  const install = packageManagerCommands(root).install(driver)
  const other = offer.otherDriver
  if (other !== undefined && findPackage(other, root) !== undefined)
    return ConnectionError.otherDriver({ client, driver, other, install })
  return ConnectionError.missingDriver({ client, driver, install, builtInSince: offer.builtIn?.since })
}
