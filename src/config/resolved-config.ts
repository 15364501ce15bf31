import type { ConfigError } from '../errors/config-error.js'
import type { ConnectionSettings } from './connection-settings.js'
import type { ForeignKeyMode } from './foreign-key-mode.js'

/** The config of a project after every default and check. */
export interface ResolvedConfig {
  /** The file it came from; undefined where DATABASE_URL is all there is. */
  readonly file: string | undefined
  /** Folder of that file: what paths in it are relative to. */
  readonly root: string
  readonly env: string
  readonly seed: number | undefined
  readonly locale: string
  readonly refDate: Date | 'now'
  readonly foreignKeys: ForeignKeyMode
  readonly factories: readonly string[]
  readonly seeders: readonly string[]
  readonly allowHosts: readonly string[]
  /** Expressions of the user for columns of generated factories, by `table.column`. */
  readonly generators: Readonly<Record<string, string>>
  /** Connections that can be used, by name. */
  readonly connections: Readonly<Record<string, ConnectionSettings>>
  /** Connections that cannot: thrown once one is picked, so that an unset variable of one does not stop the others. */
  readonly faults: Readonly<Record<string, ConfigError>>
  readonly defaultConnection: string
}
