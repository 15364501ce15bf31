import type { SessionSetting } from '../table-schema.js'

/** Settings that decide in which words values come back, as JSON. */
export const settingsQuery = `json_build_object('datestyle', current_setting('datestyle'), 'intervalstyle', current_setting('intervalstyle'),
  'bytea_output', current_setting('bytea_output'), 'extra_float_digits', current_setting('extra_float_digits'))`

interface Wording {
  readonly wanted: string
  /** What is read as it is. */
  readonly read: RegExp
}

const wordings: Readonly<Record<string, Wording>> = {
  // The order of day and month stays as it is: it matters for texts that are given.
  datestyle: { wanted: 'ISO', read: /^ISO/ },
  intervalstyle: { wanted: 'postgres', read: /^postgres$/ },
  bytea_output: { wanted: 'hex', read: /^hex$/ },
  // Servers before version 12 need 3 for every digit.
  extra_float_digits: { wanted: '3', read: /^[123]$/ },
}

/** Those settings with which values come back in words that are not read here. */
export function otherWordings(settings: Readonly<Record<string, string>>): readonly SessionSetting[] {
  return Object.entries(settings).flatMap(([name, found]): readonly SessionSetting[] => {
    const wording = wordings[name]
    return wording === undefined || wording.read.test(found) ? [] : [{ name, found, wanted: wording.wanted }]
  })
}
