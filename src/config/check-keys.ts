import { ConfigError } from '../errors/config-error.js'
import { ALGORITHM } from '../random/algorithm.js'

interface Check {
  readonly expected: string
  readonly accepts: (value: unknown) => boolean
  /** What a text is called that it does not accept, where it accepts some. */
  readonly text?: string
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText)

/** True for an object that is neither a list nor an instance of a class with a life of its own. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  )
}

const TEXT: Check = { expected: 'a text that is not empty', accepts: isText }
const TEXT_LIST: Check = { expected: 'a list of texts', accepts: isTextList }
const TEXT_OR_LIST: Check = {
  expected: 'a text or a list of texts',
  accepts: (value) =>
    isText(value) || (isTextList(value) && value !== undefined && (value as readonly unknown[]).length > 0),
}
const OBJECT: Check = { expected: 'an object', accepts: isPlainObject }
const FUNCTION: Check = { expected: 'a function', accepts: (value) => typeof value === 'function' }
const BOOLEAN: Check = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' }
const DURATION: Check = {
  expected: 'a number of milliseconds',
  accepts: (value) => typeof value === 'number' && value >= 0 && Number.isFinite(value),
}
const SEED: Check = {
  expected: `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
}
const VERSION: Check = {
  expected: `${ALGORITHM}, the only version of the way from seed to values that this seedkit has`,
  accepts: (value) => value === ALGORITHM,
}
const REF_DATE: Check = {
  expected: 'a date, a text such as "2025-01-01T00:00:00Z", or "now"',
  accepts: (value) =>
    value === 'now' || ((value instanceof Date || isText(value)) && !Number.isNaN(new Date(value).getTime())),
  text: 'a text that says no date',
}
const FOREIGN_KEYS: Check = { expected: '"check" or "verify"', accepts: (value) => value === 'check' || value === 'verify', text: 'another text' }
const EXPRESSIONS: Check = {
  expected: 'an object of expressions as texts, by "table.column"',
  accepts: (value) => isPlainObject(value) && Object.entries(value).every(([key, code]) => key.includes('.') && isText(code)),
}
const CONNECTION: Check = {
  expected: 'a URL, a Knex connection object, or a function that gives one',
  accepts: (value) => typeof value === 'string' || isPlainObject(value) || typeof value === 'function',
}

/** Knex options that a connection hands on as they are. */
export const KNEX_OPTIONS: Readonly<Record<string, Check>> = {
  pool: OBJECT,
  searchPath: TEXT_OR_LIST,
  acquireConnectionTimeout: DURATION,
  debug: BOOLEAN,
  useNullAsDefault: BOOLEAN,
  asyncStackTraces: BOOLEAN,
  compileSqlOnError: BOOLEAN,
  version: TEXT,
  wrapIdentifier: FUNCTION,
  postProcessResponse: FUNCTION,
}

export const CONNECTION_KEYS: Readonly<Record<string, Check>> = {
  client: TEXT,
  connection: CONNECTION,
  ...KNEX_OPTIONS,
}

export const CONFIG_KEYS: Readonly<Record<string, Check>> = {
  ...CONNECTION_KEYS,
  connections: OBJECT,
  defaultConnection: TEXT,
  seed: SEED,
  algorithm: VERSION,
  locale: TEXT,
  refDate: REF_DATE,
  foreignKeys: FOREIGN_KEYS,
  factories: TEXT_OR_LIST,
  seeders: TEXT_OR_LIST,
  allowHosts: TEXT_LIST,
  generators: EXPRESSIONS,
}

/** Refuses unknown keys and wrong types of `record`. A key whose value is undefined counts as left out. */
export function checkKeys(
  record: Readonly<Record<string, unknown>>,
  keys: Readonly<Record<string, Check>>,
  file: string,
  path = '',
): void {
  for (const [key, value] of Object.entries(record)) {
    const check = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (check === undefined) throw ConfigError.unknownKey({ file, key, path, known: Object.keys(keys) })
    if (value === undefined || check.accepts(value)) continue
    throw ConfigError.wrongType({ file, key: path === '' ? key : `${path}.${key}`, expected: check.expected, value, text: check.text })
  }
}
