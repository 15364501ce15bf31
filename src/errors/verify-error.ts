import { DatabaseError } from './database-error.js'

/** Foreign keys that are checked once, when all rows are there: they do not hold, or cannot be checked so. */
export class VerifyError extends DatabaseError {
  /** A row of the run points at nothing. */
  static brokenKey(details: {
    readonly table: string
    readonly parent: string
    /** Its row number; null for a table without. */
    readonly row: unknown
    /** Of the foreign key. */
    readonly columns: readonly string[]
    /** `"user_id" is 77`, one a column; empty where the row cannot be read. */
    readonly values: readonly string[]
  }): VerifyError {
    const { table, parent, row, columns, values } = details
    const names = columns.map((name) => `"${name}"`).join(' and ')
    const which = row === null || row === undefined ? 'a row' : `the row with rowid ${String(row)}`
    const lines = [`${which[0]?.toUpperCase()}${which.slice(1)} of table "${table}" points at no row of table "${parent}" (foreign key on ${names}).`]
    if (values.length > 0) lines.push(`${values.join(', ')}.`)
    return new VerifyError({
      code: 'SEEDKIT_FOREIGN_KEY_VIOLATION',
      message: lines.join('\n'),
      hint: `Create the parent first, or let a relation or a factory give ${names}. foreignKeys: 'check' names the factory.`,
    })
  }

  /** The database cannot check one of its foreign keys, whoever wrote the rows. */
  static cannotVerify({ reason, cause }: { readonly reason: string; readonly cause: unknown }): VerifyError {
    return new VerifyError({
      code: 'SEEDKIT_CANNOT_VERIFY',
      message: `The foreign keys cannot be verified: ${reason}.`,
      hint: "Repair that key, or use foreignKeys: 'check'.",
      cause,
    })
  }

  /** Asked of a call, or on a transaction of the caller's. */
  static wholeRunsOnly({ database }: { readonly database: string }): VerifyError {
    return new VerifyError({
      code: 'SEEDKIT_VERIFIES_RUNS_ONLY',
      message: `${database} can verify foreign keys only for a whole run, not for a call or on a transaction of the caller's.`,
      hint: "Use --foreign-keys verify, foreignKeys: 'verify' in the configuration, or the same option of seedDatabase().",
    })
  }
}
