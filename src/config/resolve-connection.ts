import path from 'node:path'
import { ConfigError } from '../errors/config-error.js'
import { checkConnection, checkMissing } from './check-connection.js'
import { isPlainObject, KNEX_OPTIONS } from './check-keys.js'
import { CLIENT_NAMES, findClient, type ClientFamily } from './client-table.js'
import { keyIn, type ConnectionPlace } from './connection-place.js'
import type { ConnectionSettings } from './connection-settings.js'
import { looksLikeUrl, parseConnectionUrl, type ParsedUrl } from './parse-connection-url.js'
import { UrlFault } from './url-fault.js'

type Options = Readonly<Record<string, unknown>>

/**
 * Makes one checked connection of what the config says: calls a function form, parses URLs (also those inside an
 * object), normalises the client's name, resolves a file against the config's folder.
 */
export async function resolveConnection(options: Options, place: ConnectionPlace): Promise<ConnectionSettings> {
  const knex = knexOptions(options)
  const client = clientOf(options['client'], place)
  const given = await givenConnection(options['connection'], place)
  const parsed = typeof given === 'string' ? fromText(given, client, place) : fromObject(given, client, place)
  const name = client?.client ?? parsed.client
  return finish({ ...parsed, client: name, knex: { ...parsed.knex, ...knex } }, familyOf(name), place)
}

type KnownClient = NonNullable<ReturnType<typeof findClient>>

function familyOf(client: string): ClientFamily {
  const found = findClient(client)
  if (found === undefined) throw new TypeError(`Client without a family: ${client}`)
  return found.family
}

function knexOptions(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options).filter(([key, value]) => Object.hasOwn(KNEX_OPTIONS, key) && value !== undefined),
  )
}

function clientOf(name: unknown, place: ConnectionPlace): KnownClient | undefined {
  if (name === undefined) return undefined
  const key = keyIn(place, 'client')
  if (typeof name !== 'string')
    throw ConfigError.wrongType({ file: place.file, key, expected: 'the name of a Knex client', value: name })
  const found = findClient(name)
  if (found === undefined) throw ConfigError.unknownClient({ file: place.file, key, client: name, known: CLIENT_NAMES })
  return found
}

async function givenConnection(value: unknown, place: ConnectionPlace): Promise<string | Options> {
  const key = keyIn(place, 'connection')
  const given = typeof value === 'function' ? await callProvider(value, place, key) : value
  if (given === undefined || given === null)
    throw ConfigError.missingConnection({ file: place.file, key, connection: place.name })
  if (typeof given === 'string' || isPlainObject(given)) return given
  throw ConfigError.wrongType({ file: place.file, key, expected: 'a URL or a Knex connection object', value: given })
}

// A function of the config, of unknown arity: Knex calls it without arguments, and so do we.
// oxlint-disable-next-line typescript/no-unsafe-function-type
async function callProvider(provider: Function, place: ConnectionPlace, key: string): Promise<unknown> {
  try {
    const given: unknown = await provider()
    if (!isPlainObject(given)) return given
    // Knex's own way of renewing credentials; a run is too short for it, and mysql2 warns of the key.
    const { expirationChecker: _, ...connection } = given
    return connection
  } catch (cause) {
    throw ConfigError.connectionFunction({ file: place.file, key, cause })
  }
}

function fromText(text: string, client: KnownClient | undefined, place: ConnectionPlace): ParsedUrl {
  const isFileName = client?.family.place === 'file' && text.trim() !== '' && !looksLikeUrl(text)
  if (client !== undefined && isFileName) return { client: client.client, connection: { filename: text }, knex: {} }
  return fromUrl(text, client, place, keyIn(place, 'connection'))
}

function fromUrl(url: string, client: KnownClient | undefined, place: ConnectionPlace, key: string): ParsedUrl {
  const source = place.file === DATABASE_URL ? DATABASE_URL : `"${key}" of ${shownFile(place.file)}`
  let parsed: ParsedUrl
  try {
    parsed = parseConnectionUrl(url, place.root)
  } catch (fault) {
    if (fault instanceof UrlFault) throw ConfigError.malformedUrl({ source, fault: fault.message, hint: fault.hint })
    throw fault
  }
  const family = familyOf(parsed.client)
  if (client === undefined || client.family.title === family.title) return parsed
  throw ConfigError.malformedUrl({
    source,
    fault: `is one of ${family.title}, but "${keyIn(place, 'client')}" is "${client.client}"`,
    hint: `Remove "client", or write ${client.family.exampleUrl}.`,
  })
}

/** Stands for the file where the variable is all there is. */
export const DATABASE_URL = 'DATABASE_URL'

const URL_KEYS: readonly string[] = ['connectionString', 'uri', 'url']

function fromObject(object: Options, client: KnownClient | undefined, place: ConnectionPlace): ParsedUrl {
  const key = keyIn(place, 'connection')
  const urlKey = URL_KEYS.find((name) => Object.hasOwn(object, name))
  const others = Object.fromEntries(
    Object.entries(object).filter(([name, value]) => name !== urlKey && value !== undefined),
  )
  if (urlKey !== undefined) {
    const url = object[urlKey]
    if (url === undefined || url === null)
      throw ConfigError.missingConnection({ file: place.file, key: `${key}.${urlKey}`, connection: place.name })
    if (typeof url !== 'string')
      throw ConfigError.wrongType({ file: place.file, key: `${key}.${urlKey}`, expected: 'a URL', value: url })
    const parsed = fromUrl(url, client, place, `${key}.${urlKey}`)
    checkConnection(others, familyOf(parsed.client), place)
    return { ...parsed, connection: { ...parsed.connection, ...others } }
  }
  if (client === undefined)
    throw ConfigError.missingClient({ file: place.file, key: keyIn(place, 'client'), known: CLIENT_NAMES })
  checkConnection(others, client.family, place)
  checkMissing(object, client.family, place)
  return { client: client.client, connection: others, knex: {} }
}

function finish(parsed: ParsedUrl, family: ClientFamily, place: ConnectionPlace): ConnectionSettings {
  const { client, knex } = parsed
  if (family.place === 'file') {
    const filename = resolveFile(parsed.connection, place)
    return {
      name: place.name,
      client,
      connection: { ...parsed.connection, filename },
      knex,
      host: undefined,
      database: filename,
    }
  }
  const socket = parsed.connection['socketPath']
  const host = textOf(parsed.connection['host']) ?? textOf(socket) ?? variable(family.hostVariable) ?? 'localhost'
  // The host is fixed here, so that what is checked for safety is what is connected to.
  const connection = socket === undefined ? { ...parsed.connection, host } : parsed.connection
  const database = textOf(connection['database']) ?? variable(family.databaseVariable) ?? textOf(connection['user'])
  return { name: place.name, client, connection, knex, host: textOf(socket) ?? host, database }
}

function resolveFile(connection: Options, place: ConnectionPlace): string {
  const filename = textOf(connection['filename']) ?? ''
  const flags = connection['flags']
  const isUri = Array.isArray(flags) && flags.includes('OPEN_URI')
  if (filename === ':memory:' || isUri) return filename
  if (!filename.startsWith('file:')) return path.resolve(place.root, filename)
  const parsed = fromUrl(filename, undefined, place, `${keyIn(place, 'connection')}.filename`)
  return textOf(parsed.connection['filename']) ?? filename
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function variable(name: string | undefined): string | undefined {
  return name === undefined ? undefined : textOf(process.env[name])
}

function shownFile(file: string): string {
  return path.isAbsolute(file) ? path.relative(process.cwd(), file) || file : file
}
