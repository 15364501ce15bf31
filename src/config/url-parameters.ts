import { readFileSync } from 'node:fs'
import path from 'node:path'
import { didYouMean } from '../support/did-you-mean.js'
import { UrlFault } from './url-fault.js'

/** Options that the parameters of a URL stand for. */
export interface UrlOptions {
  readonly connection: Readonly<Record<string, unknown>>
  readonly knex: Readonly<Record<string, unknown>>
}

interface Collected {
  connection: Record<string, unknown>
  knex: Record<string, unknown>
  /** Parts of the `ssl` object, which several parameters make up. */
  ssl: Record<string, unknown>
  sslMode: string | undefined
}

interface Parameter {
  apply(value: string, into: Collected, name: string, root: string): void
}

/**
 * Translates the parameters of a server's URL into options of the driver. Refuses every parameter that it does not
 * know.
 */
export function readUrlParameters(
  title: string,
  pairs: readonly (readonly [string, string])[],
  root: string,
): UrlOptions {
  const table = PARAMETERS[title] ?? {}
  const into: Collected = { connection: {}, knex: {}, ssl: {}, sslMode: undefined }
  const seen = new Set<string>()
  for (const [name, value] of pairs) {
    const parameter = Object.hasOwn(table, name) ? table[name] : undefined
    if (parameter === undefined) throw unknownParameter(name, Object.keys(table))
    if (seen.has(name)) throw new UrlFault(`has the parameter "${name}" twice`)
    seen.add(name)
    parameter.apply(value, into, name, root)
  }
  const ssl = sslOf(into)
  return { connection: ssl === undefined ? into.connection : { ...into.connection, ssl }, knex: into.knex }
}

function unknownParameter(name: string, known: readonly string[]): UrlFault {
  // Text that does not look like a name may be the rest of a password with a raw "?" in it.
  if (!/^[A-Za-z][A-Za-z_-]{0,40}$/.test(name))
    return new UrlFault('has a parameter that is not a name', 'A "?" in the user name or the password is written %3F.')
  const near = didYouMean(name, known)
  return new UrlFault(
    `has the unknown parameter "${name}"`,
    near === undefined ? `Known parameters: ${known.join(', ')}.` : `Did you mean "${near}"?`,
  )
}

function sslOf(collected: Collected): unknown {
  const { ssl, sslMode } = collected
  const parts = Object.keys(ssl).length > 0
  if (sslMode === 'off') {
    if (parts) throw new UrlFault('turns SSL off and names certificates')
    return false
  }
  if (sslMode === 'unverified') return { ...ssl, rejectUnauthorized: false }
  return sslMode === 'on' || parts ? ssl : undefined
}

function text(option: string): Parameter {
  return { apply: (value, into) => void (into.connection[option] = value) }
}

function number(option: string, factor = 1): Parameter {
  return {
    apply(value, into, name) {
      if (!/^\d{1,9}$/.test(value)) throw new UrlFault(`has the parameter "${name}", which must be a whole number`)
      into.connection[option] = Number(value) * factor
    },
  }
}

const TRUTH: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
}

function truth(value: string, name: string): boolean {
  const known = TRUTH[value.toLowerCase()]
  if (known === undefined) throw new UrlFault(`has the parameter "${name}", which must be true or false`)
  return known
}

function boolean(option: string): Parameter {
  return { apply: (value, into, name) => void (into.connection[option] = truth(value, name)) }
}

function sslModeOf(modes: Readonly<Record<string, string>>): Parameter {
  return {
    apply(value, into, name) {
      const mode = modes[value.toLowerCase().replaceAll('_', '-')]
      if (mode === undefined)
        throw new UrlFault(`has the parameter "${name}", which must be one of ${Object.keys(modes).join(', ')}`)
      into.sslMode = mode
    },
  }
}

const SSL_SWITCH: Parameter = {
  apply(value, into, name) {
    if (value.startsWith('{')) {
      Object.assign(into.ssl, sslObject(value))
      into.sslMode ??= 'on'
    } else if (value === 'no-verify') into.sslMode = 'unverified'
    else into.sslMode = truth(value, name) ? 'on' : 'off'
  },
}

function sslObject(value: string): Record<string, unknown> {
  try {
    // Of a text that starts with a brace, JSON makes an object.
    return JSON.parse(value) as Record<string, unknown>
  } catch {
    throw new UrlFault('has the parameter "ssl", which is not valid JSON')
  }
}

function certificate(part: string): Parameter {
  return {
    apply(value, into, name, root) {
      try {
        into.ssl[part] = readFileSync(path.resolve(root, value), 'utf8')
      } catch {
        throw new UrlFault(`names a file with "${name}" that cannot be read`, `Looked for it in ${root}.`)
      }
    },
  }
}

const SCHEMA_LIST: Parameter = {
  apply: (value, into) => void (into.knex['searchPath'] = value.split(',').map((schema) => schema.trim())),
}

/** Concerns pools and the like of other tools: known, and of no meaning for one connection. */
const WITHOUT_MEANING: Parameter = { apply: () => undefined }

const PG_SSL_MODES = {
  disable: 'off',
  allow: 'off',
  prefer: 'on',
  require: 'on',
  'verify-ca': 'on',
  'verify-full': 'on',
  'no-verify': 'unverified',
}
const MYSQL_SSL_MODES = {
  disabled: 'off',
  preferred: 'unverified',
  required: 'unverified',
  'verify-ca': 'on',
  'verify-identity': 'on',
}

const POSTGRES: Readonly<Record<string, Parameter>> = {
  sslmode: sslModeOf(PG_SSL_MODES),
  ssl: SSL_SWITCH,
  sslcert: certificate('cert'),
  sslkey: certificate('key'),
  sslrootcert: certificate('ca'),
  application_name: text('application_name'),
  fallback_application_name: text('fallback_application_name'),
  client_encoding: text('client_encoding'),
  options: text('options'),
  connect_timeout: number('connectionTimeoutMillis', 1000),
  statement_timeout: number('statement_timeout'),
  lock_timeout: number('lock_timeout'),
  query_timeout: number('query_timeout'),
  idle_in_transaction_session_timeout: number('idle_in_transaction_session_timeout'),
  keepalives: boolean('keepAlive'),
  channel_binding: { apply: (value, into) => void (into.connection['enableChannelBinding'] = value !== 'disable') },
  schema: SCHEMA_LIST,
  search_path: SCHEMA_LIST,
  currentSchema: SCHEMA_LIST,
  connection_limit: WITHOUT_MEANING,
  pool_timeout: WITHOUT_MEANING,
  socket_timeout: WITHOUT_MEANING,
  pgbouncer: WITHOUT_MEANING,
}

const MYSQL: Readonly<Record<string, Parameter>> = {
  charset: text('charset'),
  timezone: text('timezone'),
  ssl: SSL_SWITCH,
  sslmode: sslModeOf(MYSQL_SSL_MODES),
  'ssl-mode': sslModeOf(MYSQL_SSL_MODES),
  sslaccept: sslModeOf({ strict: 'on', 'accept-invalid-certs': 'unverified' }),
  sslcert: certificate('ca'),
  sslca: certificate('ca'),
  'ssl-ca': certificate('ca'),
  'ssl-cert': certificate('cert'),
  'ssl-key': certificate('key'),
  connectTimeout: number('connectTimeout'),
  connect_timeout: number('connectTimeout', 1000),
  dateStrings: boolean('dateStrings'),
  decimalNumbers: boolean('decimalNumbers'),
  supportBigNumbers: boolean('supportBigNumbers'),
  bigNumberStrings: boolean('bigNumberStrings'),
  multipleStatements: boolean('multipleStatements'),
  connection_limit: WITHOUT_MEANING,
  connectionLimit: WITHOUT_MEANING,
  pool_timeout: WITHOUT_MEANING,
  socket_timeout: WITHOUT_MEANING,
}

/** By the title of the family. A database in a file takes none. */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, Parameter>>>> = { PostgreSQL: POSTGRES, MySQL: MYSQL }
