import { DEFAULT_REF_DATE } from '../random/default-ref-date.js'
import { ConfigError } from '../errors/config-error.js'
import { checkLocale } from '../random/check-locale.js'
import { displayPath } from '../support/display-path.js'
import { CONFIG_KEYS, CONNECTION_KEYS, checkKeys, isPlainObject } from './check-keys.js'
import type { ConnectionSettings } from './connection-settings.js'
import type { ForeignKeyMode } from './foreign-key-mode.js'
import { resolveConnection } from './resolve-connection.js'
import type { ResolvedConfig } from './resolved-config.js'

const TOP_LEVEL = 'default'

type Options = Readonly<Record<string, unknown>>

/** Where a config comes from. */
export interface ConfigOrigin {
  /** Absolute path, or `DATABASE_URL`, for messages. */
  readonly file: string
  readonly root: string
  readonly env: string
}

/**
 * Checks a config, whatever it is, and fills in the defaults. `fallback` gives a connection where the config has none.
 */
export async function resolveConfig(
  config: unknown,
  origin: ConfigOrigin,
  fallback: () => Promise<ConnectionSettings | undefined>,
): Promise<Omit<ResolvedConfig, 'file'>> {
  const { file, root, env } = origin
  if (!isPlainObject(config))
    throw ConfigError.wrongType({ file, key: 'the default export', expected: 'a config object', value: config })
  checkKeys(config, CONFIG_KEYS, file)
  const locale = (config['locale'] as string | undefined) ?? 'en' // checkKeys has seen to it, as to the other types below
  checkLocale(locale, displayPath(file, process.cwd()))
  const named = namedConnections(config, file)
  const { connections, faults } = await resolveAll(config, named, origin, fallback)
  return {
    root,
    env,
    seed: config['seed'] as number | undefined,
    locale,
    refDate: refDateOf(config['refDate'] as string | Date | undefined),
    foreignKeys: (config['foreignKeys'] as ForeignKeyMode | undefined) ?? 'check',
    factories: listOf(config['factories'], 'database/factories'),
    seeders: listOf(config['seeders'], 'database/seeders'),
    allowHosts: (config['allowHosts'] as readonly string[] | undefined) ?? [],
    generators: (config['generators'] as Readonly<Record<string, string>> | undefined) ?? {},
    connections,
    faults,
    defaultConnection: defaultName(config, [...Object.keys(connections), ...Object.keys(faults)], file),
  }
}

function namedConnections(config: Options, file: string): Readonly<Record<string, Options>> {
  const named = (config['connections'] ?? {}) as Options
  const checked: Record<string, Options> = {}
  for (const [name, connection] of Object.entries(named)) {
    const path = `connections.${name}`
    if (!isPlainObject(connection)) {
      throw ConfigError.wrongType({
        file,
        key: path,
        expected: 'an object with "client" and "connection"',
        value: connection,
      })
    }
    checkKeys(connection, CONNECTION_KEYS, file, path)
    checked[name] = connection
  }
  return checked
}

interface Resolved {
  readonly connections: Record<string, ConnectionSettings>
  readonly faults: Record<string, ConfigError>
}

async function resolveAll(
  config: Options,
  named: Readonly<Record<string, Options>>,
  origin: ConfigOrigin,
  fallback: () => Promise<ConnectionSettings | undefined>,
): Promise<Resolved> {
  const resolved: Resolved = { connections: {}, faults: {} }
  const place = { file: origin.file, root: origin.root }
  const hasTopLevel = Object.hasOwn(config, 'connection') || Object.hasOwn(config, 'client')
  if (hasTopLevel && Object.hasOwn(named, TOP_LEVEL))
    throw ConfigError.duplicateConnection({ file: origin.file, name: TOP_LEVEL })
  if (hasTopLevel)
    await settle(resolved, TOP_LEVEL, () => resolveConnection(config, { ...place, name: TOP_LEVEL, path: '' }))
  for (const [name, connection] of Object.entries(named)) {
    await settle(resolved, name, () => resolveConnection(connection, { ...place, name, path: `connections.${name}` }))
  }
  if (hasTopLevel || Object.keys(named).length > 0) return resolved
  await settle(resolved, TOP_LEVEL, async () => {
    const settings = await fallback()
    if (settings === undefined) throw ConfigError.noConnection({ file: origin.file })
    return settings
  })
  return resolved
}

/**
 * What is wrong with the shape of a connection is told at once, by checkKeys; what is wrong with its value, when it is
 * picked.
 */
async function settle(resolved: Resolved, name: string, resolve: () => Promise<ConnectionSettings>): Promise<void> {
  try {
    resolved.connections[name] = await resolve()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    resolved.faults[name] = error
  }
}

function defaultName(config: Options, known: readonly string[], file: string): string {
  const wanted = config['defaultConnection'] as string | undefined
  if (wanted !== undefined && !known.includes(wanted)) throw ConfigError.unknownDefault({ file, name: wanted, known })
  if (wanted !== undefined) return wanted
  if (known.includes(TOP_LEVEL)) return TOP_LEVEL
  return known.length === 1 ? (known[0] ?? '') : ''
}

function refDateOf(given: string | Date | undefined): Date | 'now' {
  return given === 'now' ? 'now' : new Date(given ?? DEFAULT_REF_DATE)
}

function listOf(given: unknown, standard: string): readonly string[] {
  if (given === undefined) return [standard]
  return Array.isArray(given) ? given : [given as string]
}
