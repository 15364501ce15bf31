import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { OptionError } from '../errors/option-error.js'

const require = createRequire(import.meta.url)

/** Throws ConfigError where faker has no locale of that name. `place` says where the name stands, if that is a file. */
export function checkLocale(locale: string, place?: string): void {
  if (!/^[A-Za-z]{2,4}(_[A-Za-z]+)*$/.test(locale)) throw OptionError.unknownLocale({ locale, known: localeNames(), place })
  try {
    require.resolve(`@faker-js/faker/locale/${locale}`)
  } catch {
    throw OptionError.unknownLocale({ locale, known: localeNames(), place })
  }
}

function localeNames(): readonly string[] {
  const folder = path.dirname(require.resolve('@faker-js/faker/locale/en'))
  return readdirSync(folder).filter((file) => file.endsWith('.js')).map((file) => path.basename(file, '.js'))
}
