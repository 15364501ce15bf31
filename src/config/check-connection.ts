import { ConfigError } from '../errors/config-error.js'
import { didYouMean } from '../support/did-you-mean.js'
import type { ClientFamily } from './client-table.js'
import { keyIn, type ConnectionPlace } from './connection-place.js'

type Options = Readonly<Record<string, unknown>>

/** An essential option that is there but undefined would silently become the driver's default: another database. */
export function checkMissing(object: Options, family: ClientFamily, place: ConnectionPlace): void {
  const essential = family.place === 'file' ? ['filename'] : ['host', 'database']
  for (const option of essential) {
    const isAbsent =
      family.place === 'file'
        ? object[option] === undefined
        : Object.hasOwn(object, option) && object[option] === undefined
    if (isAbsent)
      throw ConfigError.missingConnection({
        file: place.file,
        key: `${keyIn(place, 'connection')}.${option}`,
        connection: place.name,
      })
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
// A socket's path, or anything that is neither a URL nor two words.
const isHost = (value: unknown): boolean =>
  typeof value === 'string' && (value.startsWith('/') || /^[^\s/]+$/.test(value))
const OPTION_TYPES: Readonly<
  Record<string, { readonly expected: string; readonly accepts: (value: unknown) => boolean }>
> = {
  host: { expected: 'a host name', accepts: isHost },
  port: {
    expected: 'a number from 1 to 65535',
    accepts: (value) => /^\d{1,5}$/.test(String(value)) && Number(value) >= 1 && Number(value) <= 65_535,
  },
  user: { expected: 'a text', accepts: (value) => typeof value === 'string' },
  password: {
    expected: 'a text or a function',
    accepts: (value) => typeof value === 'string' || typeof value === 'function' || value === null,
  },
  database: { expected: 'a text that is not empty', accepts: isText },
  filename: { expected: 'the name of a file', accepts: isText },
  socketPath: { expected: 'a path', accepts: isText },
}
const SERVER_OPTIONS: readonly string[] = ['host', 'port', 'user', 'password', 'database', 'socketPath']
/** What people write for an option of another name; the driver would ignore it and take its default. */
const MISNOMERS: Readonly<Record<string, string>> = {
  hostname: 'host',
  server: 'host',
  username: 'user',
  pass: 'password',
  passwd: 'password',
  db: 'database',
  dbname: 'database',
  file: 'filename',
  path: 'filename',
  fileName: 'filename',
}

/** Refuses wrong types of the options that say where a connection goes, and slips in their names. */
export function checkConnection(connection: Options, family: ClientFamily, place: ConnectionPlace): void {
  const options = family.place === 'file' ? ['filename'] : SERVER_OPTIONS
  for (const [name, value] of Object.entries(connection)) {
    const key = `${keyIn(place, 'connection')}.${name}`
    const type = options.includes(name) && Object.hasOwn(OPTION_TYPES, name) ? OPTION_TYPES[name] : undefined
    if (type !== undefined && !type.accepts(value))
      throw ConfigError.wrongType({ file: place.file, key, expected: type.expected, value })
    if (type !== undefined) continue
    const meant = Object.hasOwn(MISNOMERS, name) ? MISNOMERS[name] : nearMiss(name, options)
    if (meant === undefined || !options.includes(meant) || Object.hasOwn(connection, meant)) continue
    throw ConfigError.unknownKey({
      file: place.file,
      key: name,
      path: keyIn(place, 'connection'),
      known: [meant],
      meant,
    })
  }
}

/** Drivers have many options of their own, so only a slip of one or two letters counts: `hots`, `pasword`. */
function nearMiss(name: string, options: readonly string[]): string | undefined {
  const near = didYouMean(name, options)
  return near !== undefined && near[0] === name[0] && Math.abs(near.length - name.length) <= 1 ? near : undefined
}
