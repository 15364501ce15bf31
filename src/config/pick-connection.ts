import { ConfigError } from '../errors/config-error.js'
import type { ConnectionSettings } from './connection-settings.js'
import type { ResolvedConfig } from './resolved-config.js'

/** The connection named, or the default one. Throws what is wrong with it, if it cannot be used. */
export function pickConnection(config: ResolvedConfig, name?: string): ConnectionSettings {
  const known = [...Object.keys(config.connections), ...Object.keys(config.faults)]
  const wanted = name ?? config.defaultConnection
  if (Object.hasOwn(config.faults, wanted)) {
    const fault = config.faults[wanted]
    if (fault !== undefined) throw fault
  }
  const settings = Object.hasOwn(config.connections, wanted) ? config.connections[wanted] : undefined
  if (settings !== undefined) return settings
  if (name === undefined && wanted === '') throw ConfigError.ambiguousConnection({ known })
  throw ConfigError.unknownConnection({ name: wanted, known })
}
