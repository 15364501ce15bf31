import { SeedkitError } from './seedkit-error.js'

/** The run was refused before any statement, because it may hit production. */
export class SafetyError extends SeedkitError {
  static mayBeProduction(details: {
    readonly connection: string
    readonly host: string | undefined
    readonly database: string | undefined
    /** Why it may be, e.g. `NODE_ENV is "production"`. */
    readonly reasons: readonly string[]
  }): SafetyError {
    const named = [`the connection "${details.connection}"`]
    if (details.host !== undefined) named.push(`host "${details.host}"`)
    if (details.database !== undefined) named.push(`database "${details.database}"`)
    return new SafetyError({
      code: 'SEEDKIT_MAY_BE_PRODUCTION',
      message: `Refused to seed ${named.join(', ')}: ${details.reasons.join(', and ')}.`,
      hint: 'Nothing was sent. If this is meant, run it again with --force; hosts that are safe can be listed under "allowHosts" in the configuration.',
    })
  }
}
