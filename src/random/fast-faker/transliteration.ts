import type { Faker } from '@faker-js/faker'
import type { Generator } from '../generator.js'

const FOREIGN = /[\u0080-\uFFFF]/

/** Where a probe's last name begins: faker puts one of these before it. */
const PROBE_END = /[._]z\d*$/

/**
 * What faker makes of a name's letters in user names. Its table is not exported, so each letter that is not ASCII is asked for once, through faker's own
 * body.
 */
export class Transliteration {
  readonly #generator: Generator
  readonly #username: Faker['internet']['username']
  readonly #letters = new Map<string, string>()

  constructor(generator: Generator, username: Faker['internet']['username']) {
    this.#generator = generator
    this.#username = username
  }

  of(name: string): string {
    if (!FOREIGN.test(name)) return name.includes("'") || name.includes(' ') ? name.replaceAll(/[' ]/g, '') : name
    let text = ''
    for (const letter of name.normalize('NFKD').replaceAll(/[\u0300-\u036F]/g, '')) text += FOREIGN.test(letter) ? this.#letter(letter) : letter
    return text.replaceAll(/[' ]/g, '')
  }

  #letter(letter: string): string {
    const known = this.#letters.get(letter)
    if (known !== undefined) return known
    // The probe draws numbers that faker does not draw: the generator goes on from where it was.
    const state = this.#generator.snapshot()
    const latin = this.#username({ firstName: letter, lastName: 'z' }).replace(PROBE_END, '')
    this.#generator.restore(state)
    this.#letters.set(letter, latin)
    return latin
  }
}
