import type { ConfigExport } from './config.js'

/**
 * Gives back the config as it is, with its type checked: for editors and the compiler. Takes a config, a promise of
 * one, or a function of the environment.
 *
 * @example
 * export default defineConfig({ client: 'sqlite3', connection: { filename: './dev.sqlite3' }, seed: 42 })
 *
 * @example
 * export default defineConfig(({ env }) => ({
 *   connection: env === 'test' ? 'sqlite::memory:' : 'postgres://app@localhost/app',
 * }))
 */
export function defineConfig(config: ConfigExport): ConfigExport {
  return config
}
