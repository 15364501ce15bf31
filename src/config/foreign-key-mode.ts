import { OptionError } from '../errors/option-error.js'

/** When foreign keys are checked: row by row as the database does, or once, when all rows are there. */
export type ForeignKeyMode = 'check' | 'verify'

/** The mode that was asked for; throws ConfigError for one that there is not. */
export function checkForeignKeyMode(mode: ForeignKeyMode | undefined): ForeignKeyMode | undefined {
  if (mode !== undefined && mode !== 'check' && mode !== 'verify') throw OptionError.badForeignKeys({ value: mode })
  return mode
}
