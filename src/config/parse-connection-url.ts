import { isIPv6 } from 'node:net'
import path from 'node:path'
import { didYouMean } from '../support/did-you-mean.js'
import { findClient, SCHEMES, type ClientFamily } from './client-table.js'
import { UrlFault } from './url-fault.js'
import { readUrlParameters } from './url-parameters.js'

/** What a connection URL says, in Knex's terms. */
export interface ParsedUrl {
  readonly client: string
  readonly connection: Readonly<Record<string, unknown>>
  readonly knex: Readonly<Record<string, unknown>>
}

/**
 * Reads a connection URL strictly. Neither Knex nor `new URL()` sees it: Knex falls back to localhost for what it
 * cannot read, and Node's error carries the whole URL. A relative SQLite file is resolved against `root`. Throws a
 * UrlFault that quotes no secret part of the URL.
 */
export function parseConnectionUrl(url: string, root: string): ParsedUrl {
  const trimmed = url.trim()
  if (trimmed === '') throw new UrlFault('is empty', 'If it comes from an environment variable, is that variable set?')
  // oxlint-disable-next-line no-control-regex -- control characters are what it is about
  if (/[\u0000-\u001f\u007f]/.test(trimmed)) throw new UrlFault('has a line break or another control character in it')
  const { scheme, rest } = splitScheme(trimmed)
  const found = findClient(SCHEMES[scheme] ?? '')
  if (found === undefined) throw unknownScheme(scheme)
  const { client, family } = found
  if (family.place === 'file') return { client, connection: { filename: parseFile(rest, root) }, knex: {} }
  if (!rest.startsWith('//')) throw new UrlFault(`has no "//" after "${scheme}:"`, `Write ${family.exampleUrl}.`)
  return { client, ...parseServer(rest.slice(2), family, root) }
}

/** True for a text that starts with a scheme that seedkit knows, or with any scheme and `//`. */
export function looksLikeUrl(value: string): boolean {
  const scheme = /^\s*([A-Za-z][A-Za-z0-9+.-]*):/.exec(value)?.[1]?.toLowerCase()
  return scheme !== undefined && (Object.hasOwn(SCHEMES, scheme) || /^\s*[A-Za-z][A-Za-z0-9+.:-]*:\/\//.test(value))
}

function splitScheme(url: string): { readonly scheme: string; readonly rest: string } {
  const simple = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(url)
  const simpleScheme = simple?.[1]?.toLowerCase() ?? ''
  if (Object.hasOwn(SCHEMES, simpleScheme)) return { scheme: simpleScheme, rest: simple?.[2] ?? '' }
  // Of an unknown one, "://" must follow: in "user:password@host" what stands before the colon is no scheme.
  const full = /^([A-Za-z][A-Za-z0-9+.:-]{0,40}):(\/\/.*)$/s.exec(url)
  if (full !== null) return { scheme: full[1]?.toLowerCase() ?? '', rest: full[2] ?? '' }
  throw new UrlFault('has no scheme', 'Start it with postgres://, mysql:// or sqlite:.')
}

function unknownScheme(scheme: string): UrlFault {
  const known = Object.keys(SCHEMES)
  const last = scheme.split(':').at(-1) ?? scheme
  const near = didYouMean(Object.hasOwn(SCHEMES, last) ? last : (scheme.split('+')[0] ?? scheme), known)
  const hint = near === undefined ? `Known schemes: ${known.join(', ')}.` : `Did you mean "${near}"?`
  // A password with "://" in it may have been taken for one.
  return new UrlFault(
    /^[a-z][a-z0-9+:-]{0,20}$/.test(scheme) ? `has the unknown scheme "${scheme}"` : 'has an unknown scheme',
    hint,
  )
}

function parseFile(rest: string, root: string): string {
  if (rest.includes('#')) throw new UrlFault('has a "#" in its file name', 'Write it as %23.')
  if (rest.includes('?'))
    throw new UrlFault(
      'has parameters, which a database in a file does not take',
      'A "?" in a file name is written %3F.',
    )
  const name = decode(rest.replace(/^\/\/(?=.)/, '').replace(/^\/(?=:memory:$|[A-Za-z]:[\\/])/, ''), 'file name')
  if (name === '' || name === '/' || name === '//') throw new UrlFault('names no file', 'Write sqlite:./dev.sqlite3.')
  return name === ':memory:' ? name : path.resolve(root, name)
}

type Parts = Omit<ParsedUrl, 'client'>

function parseServer(rest: string, family: ClientFamily, root: string): Parts {
  const { authority, pathname, query } = splitServer(rest)
  const { user, password, hostPart } = splitAuthority(authority)
  const { own, others } = separate(readQuery(query))
  const place = placeOf(hostPart, own, family)
  const credentials = { user: own['user'] ?? user, password: own['password'] ?? password }
  const options = readUrlParameters(family.title, others, root)
  return {
    connection: { ...place, ...withoutUndefined(credentials), database: databaseOf(pathname), ...options.connection },
    knex: options.knex,
  }
}

function splitServer(rest: string): { readonly authority: string; readonly pathname: string; readonly query: string } {
  const end = rest.search(/[/?#]/)
  const authority = end === -1 ? rest : rest.slice(0, end)
  const tail = end === -1 ? '' : rest.slice(end)
  if (tail.includes('@') || (authority.match(/@/g) ?? []).length > 1) {
    const culprit = tail.includes('@') ? (tail[0] ?? '@') : '@'
    const code = encodeURIComponent(culprit)
    throw new UrlFault(
      `has a raw "${culprit}" before its last "@"`,
      `In a user name or a password, write "${culprit}" as ${code} (and "@" as %40).`,
    )
  }
  if (tail.includes('#')) throw new UrlFault('has a "#" in it', 'In a password, write it as %23.')
  const question = tail.indexOf('?')
  return {
    authority,
    pathname: question === -1 ? tail : tail.slice(0, question),
    query: question === -1 ? '' : tail.slice(question + 1),
  }
}

function splitAuthority(authority: string): {
  readonly user: string | undefined
  readonly password: string | undefined
  readonly hostPart: string
} {
  const at = authority.indexOf('@')
  if (at === -1) return { user: undefined, password: undefined, hostPart: authority }
  const credentials = authority.slice(0, at)
  const colon = credentials.indexOf(':')
  const user = colon === -1 ? credentials : credentials.slice(0, colon)
  const password = colon === -1 ? undefined : decode(credentials.slice(colon + 1), 'password')
  return { user: user === '' ? undefined : decode(user, 'user name'), password, hostPart: authority.slice(at + 1) }
}

const OWN_PARAMETERS: readonly string[] = ['host', 'port', 'user', 'password', 'socket', 'socketPath']
type Pair = readonly [string, string]

function readQuery(query: string): readonly Pair[] {
  if (query === '') return []
  return query.split('&').map((part): Pair => {
    const equals = part.indexOf('=')
    if (equals < 1)
      throw new UrlFault('has a parameter without a value', 'A "?" in the user name or the password is written %3F.')
    return [decode(part.slice(0, equals), 'parameter name'), decode(part.slice(equals + 1), 'parameter')]
  })
}

function separate(pairs: readonly Pair[]): {
  readonly own: Readonly<Record<string, string>>
  readonly others: readonly Pair[]
} {
  const own: Record<string, string> = {}
  for (const [name, value] of pairs) {
    if (!OWN_PARAMETERS.includes(name)) continue
    if (Object.hasOwn(own, name)) throw new UrlFault(`has the parameter "${name}" twice`)
    own[name] = value
  }
  return { own, others: pairs.filter(([name]) => !OWN_PARAMETERS.includes(name)) }
}

type Place = { readonly host: string; readonly port?: number } | { readonly socketPath: string }

function placeOf(hostPart: string, own: Readonly<Record<string, string>>, family: ClientFamily): Place {
  const named = own['host'] ?? own['socket'] ?? own['socketPath']
  const { host, port } = splitPort(hostPart)
  if (named !== undefined) {
    // "localhost" beside a socket is a common filler: many tools insist on a host.
    const isFiller = host === '' || (named.startsWith('/') && host === 'localhost')
    if (!isFiller) throw new UrlFault('names its host twice, before the path and as a parameter')
    if (named.startsWith('/')) return socketPlace(named, own['port'] ?? port, family)
    return { host: checkHost(named), port: portOf(own['port'] ?? port, family) }
  }
  const decoded = host.startsWith('[') ? host : decode(host, 'host')
  if (decoded.startsWith('/')) return socketPlace(decoded, own['port'] ?? port, family)
  return { host: checkHost(decoded), port: portOf(own['port'] ?? port, family) }
}

function socketPlace(socket: string, port: string | undefined, family: ClientFamily): Place {
  // PostgreSQL's driver takes the folder as host and makes the file name from the port; MySQL's takes the file itself.
  return family.hostVariable === undefined ? { socketPath: socket } : { host: socket, port: portOf(port, family) }
}

function splitPort(hostPart: string): { readonly host: string; readonly port: string | undefined } {
  if (hostPart.includes(','))
    throw new UrlFault('names several hosts, which the drivers do not support', 'Name one of them.')
  const match = /^(\[[^\]]*\]|[^:[\]]*)(?::([^:]*))?$/s.exec(hostPart)
  if (match === null)
    throw new UrlFault('has a host that cannot be read', 'An IPv6 address is written in brackets: [::1].')
  return { host: match[1] ?? '', port: match[2] }
}

function checkHost(host: string): string {
  if (host === '') throw new UrlFault('has no host', 'Write it between "@" and the path; "localhost" is never assumed.')
  if (host.startsWith('[')) {
    const address = host.slice(1, -1)
    if (!host.endsWith(']') || !isIPv6(address)) throw new UrlFault('has a host in brackets that is no IPv6 address')
    return address
  }
  if (isIPv6(host)) return host
  if (/\s/.test(host)) throw new UrlFault('has a space in its host')
  if (!/^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*\.?$/u.test(host))
    throw new UrlFault('has a host with characters that no host name has')
  return host
}

function portOf(port: string | undefined, family: ClientFamily): number {
  if (port === undefined && family.port !== undefined) return family.port
  const value = /^\d{1,5}$/.test(port ?? '') ? Number(port) : Number.NaN
  if (value >= 1 && value <= 65_535) return value
  throw new UrlFault(
    'has a port that is not a number from 1 to 65535',
    'A ":" in a user name is written %3A; does the URL lack an "@" before the host?',
  )
}

function databaseOf(pathname: string): string {
  const name = pathname.slice(1)
  if (name === '') throw new UrlFault('names no database', 'Write it after the host: …/database.')
  if (name.includes('/'))
    throw new UrlFault('has more than one "/" after its host', 'In a password or a database name, write "/" as %2F.')
  return decode(name, 'database name')
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new UrlFault(
      `has a "%" in its ${what} that is not followed by two hexadecimal digits of UTF-8 text`,
      'Write a "%" as %25.',
    )
  }
}

function withoutUndefined(record: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
