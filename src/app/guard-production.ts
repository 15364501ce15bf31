import type { ConnectionSettings } from '../config/connection-settings.js'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { isPrivateTarget } from '../database/host-safety.js'
import { SafetyError } from '../errors/safety-error.js'

/** What a person is asked about before a run against production. */
export interface GuardedTarget {
  readonly connection: string
  readonly host: string | undefined
  readonly database: string | undefined
  /** Why this may be production, e.g. `NODE_ENV is "production"`. */
  readonly reasons: readonly string[]
}

export interface GuardOptions {
  readonly force?: boolean | undefined
  readonly confirm?: ((target: GuardedTarget) => Promise<boolean>) | undefined
}

/** Refuses what may be production, before any connection, unless forced or confirmed. */
export async function guardProduction(
  config: ResolvedConfig,
  connection: ConnectionSettings,
  options: GuardOptions,
): Promise<void> {
  const reasons = productionSigns(config, connection)
  if (reasons.length === 0 || options.force === true) return
  const { name, host, database } = connection
  if (options.confirm !== undefined && (await options.confirm({ connection: name, host, database, reasons }))) return
  throw SafetyError.refused({ host, database, environment: config.env, reason: reasons.join(', and ') })
}

/** What frameworks and people call it. */
const PRODUCTION: ReadonlySet<string> = new Set(['production', 'prod', 'live'])

function productionSigns(config: ResolvedConfig, connection: ConnectionSettings): readonly string[] {
  const environments = [
    ['NODE_ENV', process.env['NODE_ENV']],
    ['APP_ENV', process.env['APP_ENV']],
    ['the environment', config.env],
  ] as const
  const named = environments.map(([name, value = '']) => ({ name, value: value.trim().toLowerCase() })).find(({ value }) => PRODUCTION.has(value))
  const reasons = named === undefined ? [] : [`${named.name} is "${named.value}"`]
  if (!isPrivateTarget(connection, config.allowHosts)) {
    reasons.push('the host is neither local nor private')
  }
  return reasons
}
