import type { ConnectionSettings } from '../config/connection-settings.js'
import { ConnectionError, type ConnectionTarget } from '../errors/connection-error.js'
import { maskSecrets, safeCause } from '../support/safe-cause.js'

interface Explanation {
  readonly reason: string
  readonly hint: string
}

const REFUSED: Explanation = {
  reason: 'nothing listens there',
  hint: 'Is the server running, and are host and port right?',
}
const UNKNOWN_HOST: Explanation = {
  reason: 'the host name is not known',
  hint: 'Check the host for a typing error, and the network.',
}
const LOGIN: Explanation = { reason: 'user or password is refused', hint: 'Check user and password in the config.' }
const NO_DATABASE: Explanation = {
  reason: 'the database does not exist',
  hint: 'Create it, or correct its name in the config.',
}
const TIMEOUT: Explanation = {
  reason: 'the server did not answer in time',
  hint: 'Check host, port and firewall; "acquireConnectionTimeout" sets the patience.',
}
const NO_SOCKET: Explanation = {
  reason: 'there is no such socket',
  hint: 'Is the server running, and is the path right?',
}
const NO_FILE: Explanation = { reason: 'the file cannot be opened', hint: 'Check the path and its permissions.' }
const NOT_A_DATABASE: Explanation = {
  reason: 'the file is not an SQLite database',
  hint: 'Check "filename" in the config.',
}
const CERTIFICATE: Explanation = {
  reason: 'the certificate of the server is not trusted',
  hint: 'Give its authority as "ssl.ca", or set "ssl.rejectUnauthorized" to false.',
}

/** By the code that the system or the driver gives. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: REFUSED,
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  EHOSTUNREACH: { reason: 'the host cannot be reached', hint: 'Check the host and the network.' },
  ENETUNREACH: { reason: 'the network cannot be reached', hint: 'Check the host and the network.' },
  ETIMEDOUT: TIMEOUT,
  ENOENT: NO_SOCKET,
  EACCES: { reason: 'access is denied', hint: 'Check the permissions of the socket or the file.' },
  '28000': LOGIN,
  '28P01': LOGIN,
  ER_ACCESS_DENIED_ERROR: LOGIN,
  ER_DBACCESS_DENIED_ERROR: { reason: 'the user may not use this database', hint: 'Grant the user access to it.' },
  '3D000': NO_DATABASE,
  ER_BAD_DB_ERROR: NO_DATABASE,
  '53300': { reason: 'the server has no connection left', hint: 'Close some, or try again later.' },
  ER_CON_COUNT_ERROR: { reason: 'the server has no connection left', hint: 'Close some, or try again later.' },
  SQLITE_CANTOPEN: NO_FILE,
  SQLITE_NOTADB: NOT_A_DATABASE,
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
}

/** What a failed attempt to connect is told as: where to, why, and what to do; without the password. */
export function connectFailure(error: unknown, settings: ConnectionSettings): ConnectionError {
  const { connection } = settings
  const secrets = secretsOf(connection)
  const explanation = explain(error)
  const text = error instanceof Error ? firstLine(error.message) : 'unknown reason'
  return ConnectionError.cannotConnect({
    target: targetOf(settings),
    reason: explanation?.reason ?? maskSecrets(text, secrets),
    hint: explanation?.hint,
    cause: safeCause(error, secrets),
  })
}

function explain(error: unknown): Explanation | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  if (Object.hasOwn(EXPLANATIONS, code)) return EXPLANATIONS[code]
  return error.name === 'KnexTimeoutError' || /\btime(d )?out\b|timeout expired/i.test(error.message)
    ? TIMEOUT
    : undefined
}

function targetOf({ connection, host, database }: ConnectionSettings): ConnectionTarget {
  const { port, user } = connection
  return {
    host,
    database,
    port: typeof port === 'number' || typeof port === 'string' ? port : undefined,
    user: typeof user === 'string' ? user : undefined,
  }
}

function secretsOf(connection: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(connection)
    .filter(([key]) => /pass|token|secret/i.test(key))
    .map(([, value]) => value)
    .filter((value) => typeof value === 'string')
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').trim().replace(/\.$/, '')
}
