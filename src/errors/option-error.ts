import { didYouMean } from '../support/did-you-mean.js'
import { ConfigError } from './config-error.js'

/** An option, given in code or in the configuration, has a value that it cannot have. */
export class OptionError extends ConfigError {
  static badForeignKeys({ value }: { readonly value: unknown }): OptionError {
    return new OptionError({
      code: 'SEEDKIT_BAD_FOREIGN_KEYS',
      message: `The option "foreignKeys" is ${JSON.stringify(value) ?? String(value)}.`,
      hint: "Write 'check' (row by row, as ever) or 'verify' (once, when the rows are there).",
    })
  }

  /** `place` is the file that names it, as messages do. */
  static unknownLocale({ locale, known, place }: { readonly locale: string; readonly known: readonly string[]; readonly place?: string | undefined }): OptionError {
    const near = didYouMean(locale.replaceAll('-', '_'), known)
    return new OptionError({
      code: 'SEEDKIT_UNKNOWN_LOCALE',
      message: `faker has no locale "${locale}"${place === undefined ? '' : `, which "locale" in ${place} asks for`}.`,
      hint: near === undefined ? 'Use one of faker\'s locales, such as "en", "de" or "pt_BR".' : `Did you mean "${near}"?`,
    })
  }
}
