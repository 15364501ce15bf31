import { ConfigError } from './config-error.js'

/** An option given in code has a value that it cannot have. */
export class OptionError extends ConfigError {
  static badForeignKeys({ value }: { readonly value: unknown }): OptionError {
    return new OptionError({
      code: 'SEEDKIT_BAD_FOREIGN_KEYS',
      message: `The option "foreignKeys" is ${JSON.stringify(value) ?? String(value)}.`,
      hint: "Write 'check' (row by row, as ever) or 'verify' (once, when the rows are there).",
    })
  }
}
