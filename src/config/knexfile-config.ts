import { ConfigError } from '../errors/config-error.js'
import { CONNECTION_KEYS, isPlainObject } from './check-keys.js'

/**
 * The part of a knexfile that seedkit uses: the file itself, if it has a client at the top level, else the
 * environment's part.
 */
export function knexfileConfig(content: unknown, env: string, file: string): unknown {
  if (!isPlainObject(content)) {
    throw ConfigError.wrongType({
      file,
      key: 'the default export',
      expected: 'a Knex config or one for each environment',
      value: content,
    })
  }
  const isFlat = 'client' in content || 'connection' in content || 'dialect' in content
  if (isFlat) return withoutForeignKeys(content)
  const known = Object.keys(content).filter((name) => isPlainObject(content[name]))
  const part = Object.hasOwn(content, env) ? content[env] : undefined
  if (!isPlainObject(part)) throw ConfigError.unknownEnvironment({ file, env, known })
  return withoutForeignKeys(part)
}

/** A knexfile is Knex's: what seedkit has no use for (`migrations`, `seeds`, `log`) is none of its business. */
function withoutForeignKeys(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = Object.fromEntries(Object.entries(config).filter(([key]) => Object.hasOwn(CONNECTION_KEYS, key)))
  // Older knexfiles say "dialect" for "client".
  return 'dialect' in config && !('client' in config) ? { ...own, client: config['dialect'] } : own
}
