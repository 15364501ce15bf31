import type { Faker } from '@faker-js/faker'
import type { Generator } from '../generator.js'
import type { FakerWatch } from './faker-watch.js'
import { Transliteration } from './transliteration.js'

/** A local part that faker's clean-up leaves as it is. */
const CLEAN = /^[\w+-]+(?:\.[\w+-]+)*$/
const LONGEST_LOCAL_PART = 50

/** User names, display names and e-mail addresses. */
export function speedUpInternet(faker: Faker, generator: Generator, watch: FakerWatch): void {
  const { internet, person, helpers } = faker
  const { username, displayName, email } = internet
  const category = watch.definitions.internet
  const transliteration = new Transliteration(generator, username)
  const separator = (): string => (generator.next() * 2 < 1 ? '.' : '_')
  const draw = (count: number): number => Math.floor(generator.next() * count)

  internet.username = (options = {}) => {
    if (options === null || !watch.isIntact()) return username(options)
    const { firstName: first = person.firstName(), lastName: last = person.lastName(), lastName: given } = options
    const between = separator()
    const digits = draw(100)
    const shape = draw(given ? 2 : 3)
    const name = shape === 0 ? `${first}${between}${last}${digits}` : shape === 1 ? `${first}${between}${last}` : `${first}${digits}`
    return transliteration.of(name)
  }

  internet.displayName = (options = {}) => {
    if (options === null || !watch.isIntact()) return displayName(options)
    const { firstName: first = person.firstName(), lastName: last = person.lastName() } = options
    const between = separator()
    const digits = draw(100)
    const shape = draw(3)
    const name = shape === 0 ? `${first}${digits}` : shape === 1 ? `${first}${between}${last}` : `${first}${between}${last}${digits}`
    return name.replaceAll("'", '').replaceAll(' ', '')
  }

  internet.email = (options = {}) => {
    const isFast = options !== null && !options.allowSpecialCharacters && watch.isIntact() && watch.definitions.internet === category
    const providers = isFast ? category?.free_email : undefined
    if (!isFast || (providers == null && options.provider === undefined)) return email(options)
    const { firstName: first, lastName: last, provider = helpers.arrayElement(providers ?? []) } = options
    // Faker, too, hands both over as they are: a name that is undefined is drawn.
    const local = internet.username({ firstName: first, lastName: last } as Parameters<typeof username>[0])
    return `${local.length <= LONGEST_LOCAL_PART && CLEAN.test(local) ? local : cleaned(local)}@${provider}`
  }
}

function cleaned(local: string): string {
  const kept = local.replaceAll(/[^A-Za-z0-9._+-]+/g, '').substring(0, LONGEST_LOCAL_PART)
  return kept.replaceAll(/\.{2,}/g, '.').replace(/^\./, '').replace(/\.$/, '')
}
