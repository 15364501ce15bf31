import path from 'node:path'
import { didYouMean } from '../support/did-you-mean.js'
import { safeCause } from '../support/safe-cause.js'
import { kindOf } from '../support/kind-of.js'
import { namedFolder } from '../support/named-folder.js'
import { sentence } from '../support/sentence.js'
import { SeedkitError } from './seedkit-error.js'

/**
 * The configuration, or what the command line says of it, cannot be used. Nothing has been connected to.
 *
 * @example
 * try {
 *   await seedDatabase({ connection: 'reporting' })
 * } catch (error) {
 *   if (error instanceof ConfigError) console.error(error.message, error.hint)
 * }
 */
export class ConfigError extends SeedkitError {
  /** There is no config, no knexfile and no DATABASE_URL. */
  static notFound(options: { readonly cwd: string; readonly searched: readonly string[] }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_NOT_FOUND',
      message: `No configuration found: looked for ${options.searched.join(', ')} in ${namedFolder(options.cwd)} and its parents up to the nearest package.json.`,
      hint: 'Run "seedkit init" to create one, or set DATABASE_URL.',
    })
  }

  /** The folder given with `--cwd` is none. */
  static folderMissing(options: { readonly folder: string; readonly fact: string }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_FOLDER_MISSING',
      message: `The folder "${options.folder}" ${options.fact}.`,
      hint: 'Check the path given with --cwd; it is relative to the current folder.',
    })
  }

  /** The file given with `--config` does not exist or is not a file. */
  static fileMissing(options: { readonly file: string; readonly fact?: string }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_FILE_MISSING',
      message: `The config file "${shown(options.file)}" ${options.fact ?? 'does not exist'}.`,
      hint: 'Check the path given with --config; it is relative to the current folder.',
    })
  }

  static unsupportedFile(options: { readonly file: string; readonly known: readonly string[] }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_UNSUPPORTED_FILE',
      message: `The config file "${shown(options.file)}" is of an unknown kind.`,
      hint: `Known endings: ${options.known.join(', ')}.`,
    })
  }

  /** The search itself fails: mostly over a "cosmiconfig" key in the package.json of the current folder. */
  static cannotSearch(options: { readonly cause: unknown }): ConfigError {
    const cause = safeCause(options.cause)
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_CANNOT_SEARCH',
      message: 'The search for a config failed.',
      hint: 'Is the package.json of the current folder valid JSON? Does it have a "cosmiconfig" key?',
      cause: withoutMessage(cause),
    })
  }

  /** The file throws while it is loaded, its function throws, or its promise rejects. */
  static cannotLoad(options: { readonly file: string; readonly cause: unknown }): ConfigError {
    const cause = safeCause(options.cause)
    const own = options.cause instanceof SeedkitError ? options.cause : undefined
    // It begins with the file, and says itself that it cannot be loaded.
    const isTold = own?.code === 'SEEDKIT_CANNOT_LOAD'
    const missing = /(?:ENOENT|EACCES).*'([^']+)'/.exec(cause.message)?.[1]
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_CANNOT_LOAD',
      message: isTold ? `The config ${sentence(cause.message)}` : `The config "${shown(options.file)}" cannot be loaded: ${sentence(cause.message)}`,
      hint:
        own?.hint ??
        (missing === undefined ? undefined : `It reads "${shown(missing)}": create that file or do without it.`),
      cause,
    })
  }

  /** The text is not valid JSON or YAML. */
  static syntax(options: { readonly file: string; readonly format: string; readonly line?: number; readonly column?: number }): ConfigError {
    const place = options.line === undefined ? '' : `:${options.line}:${options.column ?? 1}`
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_SYNTAX',
      message: `The config "${shown(options.file)}${place}" is not valid ${options.format}.`,
    })
  }

  static empty(options: { readonly file: string }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_EMPTY',
      message: `The config "${shown(options.file)}" is empty.`,
      hint: 'Delete it and run "seedkit init", or export a configuration from it.',
    })
  }

  static noDefaultExport(options: { readonly file: string }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_NO_DEFAULT_EXPORT',
      message: `The config "${shown(options.file)}" has no default export.`,
      hint: 'Write "export default defineConfig({ … })".',
    })
  }

  static unknownKey(options: {
    readonly file: string
    readonly key: string
    readonly known: readonly string[]
    readonly path?: string
    readonly meant?: string
  }): ConfigError {
    const near = options.meant ?? didYouMean(options.key, options.known)
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_UNKNOWN_KEY',
      message: `${shown(options.file)} has the unknown key "${keyPath(options.path, options.key)}".`,
      hint:
        near === undefined
          ? `Known keys: ${options.known.join(', ')}.`
          : `Did you mean "${keyPath(options.path, near)}"?`,
    })
  }

  /** Says what is expected and what kind of value is there; never the value, which may be a secret. */
  static wrongType(options: {
    readonly file: string
    readonly key: string
    readonly expected: string
    readonly value: unknown
    /** What a text is called that is not one of those expected. */
    readonly text?: string | undefined
    readonly hint?: string | undefined
  }): ConfigError {
    const { value, text } = options
    const found = typeof value === 'string' && value.trim() !== '' ? text : undefined
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_WRONG_TYPE',
      message: `"${options.key}" in ${shown(options.file)} must be ${options.expected}, not ${found ?? kindOf(value)}.`,
      hint: options.hint,
    })
  }

  static unknownClient(options: {
    readonly file: string
    readonly key: string
    readonly client: string
    readonly known: readonly string[]
  }): ConfigError {
    const near = didYouMean(options.client, options.known)
    const isName = /^[\w-]{1,40}$/.test(options.client)
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_UNKNOWN_CLIENT',
      message: `"${options.key}" in ${shown(options.file)} names ${isName ? `the unknown client "${options.client}"` : 'an unknown client'}.`,
      hint: near === undefined ? `Known clients: ${options.known.join(', ')}.` : `Did you mean "${near}"?`,
    })
  }

  static missingClient(options: { readonly file: string; readonly key: string; readonly known: readonly string[] }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_MISSING_CLIENT',
      message: `"${options.key}" in ${shown(options.file)} is missing: a connection object does not say which database it is for.`,
      hint: `Set it to one of: ${options.known.join(', ')}.`,
    })
  }

  /** `connection` is there but undefined or empty: mostly an environment variable that is not set. */
  static missingConnection(options: { readonly file: string; readonly key: string; readonly connection: string }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_MISSING_CONNECTION',
      message: `The connection "${options.connection}" has no "${options.key}" in ${shown(options.file)}.`,
      hint: 'If it comes from an environment variable, is that variable set?',
    })
  }

  /** The config names no connection, and there is neither a knexfile nor DATABASE_URL. */
  static noConnection(options: { readonly file: string }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_NO_CONNECTION',
      message: `${shown(options.file)} names no connection.`,
      hint: 'Set "client" and "connection", or "connections", or the variable DATABASE_URL.',
    })
  }

  static unknownConnection(options: { readonly name: string; readonly known: readonly string[] }): ConfigError {
    const near = didYouMean(options.name, options.known)
    return new ConfigError({
      code: 'SEEDKIT_UNKNOWN_CONNECTION',
      message: `There is no connection "${options.name}".`,
      hint:
        near === undefined
          ? `Known connections: ${options.known.join(', ')}.`
          : `Did you mean "${near}"? Known connections: ${options.known.join(', ')}.`,
    })
  }

  /** Several connections and nothing that says which one is meant. */
  static ambiguousConnection(options: { readonly known: readonly string[] }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_AMBIGUOUS_CONNECTION',
      message: `There are several connections and none is the default: ${options.known.join(', ')}.`,
      hint: 'Set "defaultConnection" in the config, or pick one with --connection.',
    })
  }

  static unknownDefault(options: {
    readonly file: string
    readonly name: string
    readonly known: readonly string[]
  }): ConfigError {
    const near = didYouMean(options.name, options.known)
    return new ConfigError({
      code: 'SEEDKIT_UNKNOWN_CONNECTION',
      message: `"defaultConnection" in ${shown(options.file)} names the unknown connection "${options.name}".`,
      hint: near === undefined ? `Known connections: ${options.known.join(', ')}.` : `Did you mean "${near}"?`,
    })
  }

  /** A connection given as a function throws or rejects. */
  static connectionFunction(options: {
    readonly file: string
    readonly key: string
    readonly cause: unknown
  }): ConfigError {
    const cause = safeCause(options.cause)
    return new ConfigError({
      code: 'SEEDKIT_CONFIG_CONNECTION_FUNCTION',
      message: `The function "${options.key}" of ${shown(options.file)} fails: ${sentence(cause.message)}`,
      cause,
    })
  }

  static duplicateConnection(options: { readonly file: string; readonly name: string }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_DUPLICATE_CONNECTION',
      message: `${shown(options.file)} has the connection "${options.name}" twice: at the top level and in "connections".`,
      hint: 'Rename the one in "connections", or remove "connection" from the top level.',
    })
  }

  static unknownEnvironment(options: {
    readonly file: string
    readonly env: string
    readonly known: readonly string[]
  }): ConfigError {
    const near = didYouMean(options.env, options.known)
    return new ConfigError({
      code: 'SEEDKIT_UNKNOWN_ENVIRONMENT',
      message: `${shown(options.file)} has no environment "${options.env}".`,
      hint: `${near === undefined ? '' : `Did you mean "${near}"? `}Known environments: ${options.known.join(', ')}. Pick one with --env.`,
    })
  }

  /**
   * The connection URL cannot be used. `fault` is a predicate ("has no host") and never holds a part of the URL that
   * may be secret.
   */
  static malformedUrl(options: {
    readonly source: string
    readonly fault: string
    readonly hint?: string | undefined
  }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_MALFORMED_URL',
      message: `The connection URL in ${options.source} ${options.fault}.`,
      hint: options.hint,
    })
  }

  static badSeed(options: { readonly seed: unknown }): ConfigError {
    return new ConfigError({
      code: 'SEEDKIT_BAD_SEED',
      message: `The seed ${String(options.seed)} is no whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`,
      hint: 'Give one such as 42, or leave it out for a random one.',
    })
  }
}

/** Parsers quote the text around a fault; nobody knows what stands there. */
function withoutMessage(cause: Error): Error {
  return new Error(`${cause.name} in a file that was searched`)
}

function shown(file: string): string {
  if (!path.isAbsolute(file)) return file
  return path.relative(process.cwd(), file) || file
}

function keyPath(base: string | undefined, key: string): string {
  return base === undefined || base === '' ? key : `${base}.${key}`
}
