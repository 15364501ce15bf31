import { SeedkitError } from './seedkit-error.js'

/**
 * The run was refused before any statement, because it may hit production.
 *
 * @example
 * try {
 *   await seedDatabase({ connection: 'live' })
 * } catch (error) {
 *   if (error instanceof SafetyError) console.error(error.message, error.hint)
 * }
 */
export class SafetyError extends SeedkitError {
  /** `reason` is a clause of its own: `NODE_ENV is "production"`, `the host is neither local nor private`. */
  static refused(options: {
    readonly host: string | undefined
    readonly database: string | undefined
    readonly environment: string
    readonly reason: string
  }): SafetyError {
    const database = options.database === undefined ? 'the database' : `the database "${options.database}"`
    const host = options.host === undefined ? '' : ` on "${options.host}"`
    return new SafetyError({
      code: 'SEEDKIT_REFUSED',
      message: `Refused to seed ${database}${host} (environment "${options.environment}"): ${options.reason}.`,
      hint: 'If this is what you want, run the command again with --force. Hosts that are safe go into "allowHosts" of the config.',
    })
  }
}
