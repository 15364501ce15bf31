import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { CLIENTS, findClient, SCHEMES } from '../config/client-table.js'
import { nodeSqliteModule } from '../database/node-sqlite/node-sqlite-module.js'
import { readManifest } from './read-manifest.js'

export interface GuessedConnection {
  /** Knex client name. */
  readonly client: string
  /** The `connection` of the configuration, as source text; never holds a secret. */
  readonly source: string
  /** The client's driver can be loaded from the project, or Node.js has one. */
  readonly isInstalled: boolean
}

/** Drivers to look for, the likeliest first; the last one is what an empty project gets. */
const CANDIDATES = ['pg', 'mysql2', 'better-sqlite3', 'sqlite3'] as const

/** Finds out what a project's database is: from DATABASE_URL, an SQLite file, or an installed driver, in this order. */
export function guessConnection(root: string, databaseUrl: string | undefined): GuessedConnection {
  const installed = CANDIDATES.filter((client) => canLoad(client, root))
  const finish = (client: string, source: string): GuessedConnection => {
    const isBuiltIn = () => CLIENTS[client]?.place === 'file' && nodeSqliteModule() !== undefined
    return { client, source, isInstalled: installed.some((driver) => driver === client) || isBuiltIn() }
  }
  const named = clientOfUrl(databaseUrl)
  if (named !== undefined) {
    const client = sameFamily(named, installed)
    return finish(client, 'process.env.DATABASE_URL')
  }
  const file = findSqliteFile(root)
  const fileClient = sameFamily('sqlite3', installed)
  if (file !== undefined) return finish(fileClient, `{ filename: ${literal(`./${file}`)} }`)
  const client = declaredDriver(root) ?? installed[0] ?? 'sqlite3'
  if (CLIENTS[client]?.place === 'file') return finish(client, "{ filename: './dev.sqlite3' }")
  return finish(client, `process.env.DATABASE_URL ?? ${literal(localUrl(client, root))}`)
}

function clientOfUrl(url: string | undefined): string | undefined {
  const scheme = /^\s*([a-z][a-z\d+-]*):/i.exec(url ?? '')?.[1]?.toLowerCase()
  if (scheme === undefined || !Object.hasOwn(SCHEMES, scheme)) return undefined
  return findClient(SCHEMES[scheme] ?? '')?.client
}

/** The client itself, or another of its family that is installed: SQLite has two drivers. */
function sameFamily(client: string, installed: readonly string[]): string {
  if (installed.includes(client)) return client
  return installed.find((other) => CLIENTS[other] === CLIENTS[client]) ?? client
}

/** A workspace may hoist every driver there is: what the project itself depends on says more. */
function declaredDriver(root: string): string | undefined {
  const manifest = readManifest(root)
  const dependencies = [manifest['dependencies'], manifest['devDependencies']]
  return CANDIDATES.find((client) => dependencies.some((list) => typeof list === 'object' && list !== null && client in list))
}

function canLoad(driver: string, root: string): boolean {
  try {
    createRequire(join(root, 'package.json')).resolve(driver)
    return true
  } catch {
    return false
  }
}

function findSqliteFile(root: string): string | undefined {
  for (const folder of ['', 'database/', 'db/', 'data/']) {
    const files = filesOf(join(root, folder)).filter((file) => /\.(?:sqlite3?|db3?)$/i.test(file)).toSorted()
    if (files[0] !== undefined) return folder + files[0]
  }
  return undefined
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
  } catch {
    return []
  }
}

/** The server on this machine, with the project's name as the database's: a guess to be corrected, without a password. */
function localUrl(client: string, root: string): string {
  const database = basename(root).toLowerCase().replaceAll(/[^a-z\d]+/g, '_').replaceAll(/^_+|_+$/g, '') || 'app'
  const url = new URL(CLIENTS[client]?.exampleUrl ?? 'postgres://localhost/app')
  return `${url.protocol}//localhost:${url.port}/${database}`
}

/** A text as a string literal in single quotes. */
function literal(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner}'`
}
