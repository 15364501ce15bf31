import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Faker, LocaleDefinition } from '@faker-js/faker'
import { describe, expect, it } from 'vitest'
import { createFakerBinding } from '../../src/random/faker-binding.js'
import { speedUpFaker } from '../../src/random/fast-faker/speed-up-faker.js'
import { Generator } from '../../src/random/generator.js'
import { loadFaker } from '../../src/random/load-faker.js'
import { ordinalState, rootState, type StreamState } from '../../src/random/stream-state.js'
import { fastFakerCalls, type FakerCall } from '../support/fast-faker-calls.js'

/** `npm run test:faker` (some minutes): every call with every locale, 20,000 times in `en` and 500 times elsewhere. The ordinary test draws 100,000 and 1,000 times over all calls together. */
const isFull = process.env['npm_lifecycle_event'] === 'test:faker'

const require = createRequire(import.meta.url)
const folder = path.join(path.dirname(require.resolve('@faker-js/faker/package.json')), 'dist/locale')
const locales = readdirSync(folder).filter((file) => file.endsWith('.js')).map((file) => path.basename(file, '.js'))

const PART = 200 * fastFakerCalls.length
const refDate = new Date('2025-01-01T00:00:00.000Z')

/** A Faker whose definitions are its own, so that a test may change them. */
function fakerOf(locale: string, generator: Generator): Faker {
  const { constructor, rawDefinitions } = loadFaker(locale, generator, refDate)
  const FakerClass = constructor as new (options: { locale: LocaleDefinition; randomizer: Generator }) => Faker
  const faker = new FakerClass({ locale: structuredClone(rawDefinitions), randomizer: generator })
  faker.setDefaultRefDate(refDate)
  return faker
}

/** Faker as it is, and as the faster bodies make it. */
class Pair {
  readonly ownGenerator = new Generator()
  readonly fastGenerator = new Generator()
  readonly own: Faker
  readonly fast: Faker

  constructor(locale: string, version?: string) {
    this.own = fakerOf(locale, this.ownGenerator)
    this.fast = fakerOf(locale, this.fastGenerator)
    speedUpFaker(this.fast, this.fastGenerator, version)
  }

  change(change: (faker: Faker) => void): this {
    change(this.own)
    change(this.fast)
    return this
  }

  /** The first difference in values, errors or the state of the generator afterwards. */
  difference(calls: readonly FakerCall[], rounds: number, seed = 1): string | undefined {
    const { stackTraceLimit } = Error
    // Many of the calls fail, and the traces would take most of the time.
    Error.stackTraceLimit = 0
    try {
      return this.#difference(calls, rounds, rootState(seed))
    } finally {
      Error.stackTraceLimit = stackTraceLimit
    }
  }

  #difference(calls: readonly FakerCall[], rounds: number, root: StreamState): string | undefined {
    for (let round = 0; round < rounds; round++) {
      const [label, call] = calls[round % calls.length]!
      const state = ordinalState(root, round)
      this.ownGenerator.reseed(state)
      this.fastGenerator.reseed(state)
      const own = `${outcome(this.own, call)} ${stateOf(this.ownGenerator)}`
      const fast = `${outcome(this.fast, call)} ${stateOf(this.fastGenerator)}`
      if (own !== fast) return `${label}, round ${round}:\n${own}\n${fast}`
    }
    return undefined
  }
}

function outcome(faker: Faker, call: (faker: Faker) => unknown): string {
  try {
    const value = call(faker)
    return typeof value === 'string' ? value : JSON.stringify(value)
  } catch (error) {
    return String(error)
  }
}

function stateOf(generator: Generator): string {
  const { a, b, c, d } = generator.snapshot()
  return `${a} ${b} ${c} ${d}`
}

describe('the faster bodies give the values of faker, and leave its generator where faker leaves it', () => {
  it.each(locales)('in %s', async (locale) => {
    const pair = new Pair(locale)
    const [ordinary, full] = locale === 'en' ? [100_000, 20_000] : [1000, 500]
    const rounds = isFull ? full * fastFakerCalls.length : ordinary
    // In parts, so that the test's process can answer in between.
    for (let done = 0; done < rounds; done += PART) {
      expect(pair.difference(fastFakerCalls, Math.min(PART, rounds - done), done)).toBeUndefined()
      await setImmediate()
    }
  }, 3_600_000)

  it('one after the other from one state', () => {
    const pair = new Pair('en')
    pair.ownGenerator.reseed(rootState(5))
    pair.fastGenerator.reseed(rootState(5))
    for (const [label, call] of fastFakerCalls) expect([label, outcome(pair.fast, call)]).toEqual([label, outcome(pair.own, call)])
  })

  it('for more patterns than are remembered', () => {
    const calls = Array.from({ length: 1200 }, (_, index): FakerCall => [`pattern ${index}`, (faker) => faker.helpers.fake(`${index} {{lorem.word}} {{person.lastName}} {{number.int(9)}}`)])
    expect(new Pair('en').difference([...calls, ...fastFakerCalls], 2 * calls.length)).toBeUndefined()
  })

  it('for every letter of a user name, whatever the alphabet', () => {
    const pair = new Pair('en')
    for (let start = 0; start < 0x3100; start += 8) {
      const letters = Array.from({ length: 8 }, (_, index) => String.fromCodePoint(start + index)).join('')
      const calls: FakerCall[] = [[`letters from ${start}`, (faker) => faker.internet.username({ firstName: letters, lastName: 'Zoë 𝒵😀' })]]
      expect(pair.difference(calls, 3, start)).toBeUndefined()
    }
  })
})

describe('the faster bodies do the work', () => {
  it.each(['en', 'de', 'ru', 'ja', 'lv'])('in %s, for the calls that factories make', (locale) => {
    const generator = new Generator()
    const faker = fakerOf(locale, generator)
    const called: string[] = []
    const counted = { lorem: ['word', 'words', 'sentence', 'sentences', 'paragraphs'], person: ['firstName', 'lastName', 'prefix', 'fullName'], internet: ['username', 'displayName', 'email'],
      string: ['uuid', 'alphanumeric', 'fromCharacters'], helpers: ['arrayElement', 'weightedArrayElement', 'fake', 'mustache', 'multiple'], location: ['city'], company: ['name'], phone: ['number'] }
    for (const [module, methods] of Object.entries(counted)) {
      for (const method of methods) {
        const own = (faker as any)[module][method]
        ;(faker as any)[module][method] = (...options: unknown[]) => {
          called.push(`${module}.${method}`)
          return own(...options)
        }
      }
    }
    speedUpFaker(faker, generator)
    for (let round = 0; round < 100; round++) {
      generator.reseed(ordinalState(rootState(8), round))
      faker.lorem.text()
      faker.lorem.paragraphs({ min: 1, max: 2 })
      faker.lorem.words(2)
      faker.person.fullName({ sex: 'female' })
      faker.internet.email({ firstName: 'Ada' })
      faker.internet.displayName()
      faker.string.uuid()
      faker.string.alphanumeric({ length: 5, casing: 'lower' })
      faker.location.city()
      faker.company.name()
      faker.phone.number()
    }
    // A letter that is not ASCII is asked for once.
    const letters = called.filter((name) => name === 'internet.username').length
    expect(letters).toBeLessThan(100)
    expect(called.filter((name) => name !== 'internet.username')).toEqual([])
  })
})

/** `new Faker` binds its methods, so that each of these is a property of its own. */
const methodsOf = (faker: Faker) => [faker.lorem, faker.person, faker.internet, faker.string, faker.helpers, faker.location, faker.company, faker.phone].flatMap((module) => Object.values(module))

describe('faker works itself', () => {
  const rounds = (isFull ? 100 : 1) * fastFakerCalls.length

  it('in a release that was not compared', () => {
    const generator = new Generator()
    const faker = fakerOf('en', generator)
    const methods = methodsOf(faker)
    const changed = () => methodsOf(faker).filter((method, index) => method !== methods[index]).length
    speedUpFaker(faker, generator, '10.7.0')
    expect(changed()).toBe(0)
    speedUpFaker(faker, generator)
    expect(changed()).toBe(22)
  })

  it('in every other Faker: the global one of the locale keeps its methods', () => {
    const { faker: globalFaker } = require('@faker-js/faker/locale/en') as { faker: Faker }
    const prototype = Object.getPrototypeOf(globalFaker.lorem) as Faker['lorem']
    const methods = methodsOf(globalFaker)
    const { words } = prototype
    const { faker } = createFakerBinding('en', refDate)
    expect(faker.lorem.words).not.toBe(globalFaker.lorem.words)
    expect(Object.getPrototypeOf(faker.lorem)).toBe(prototype)
    expect(prototype.words).toBe(words)
    const after = methodsOf(globalFaker)
    expect(after.every((method, index) => method === methods[index])).toBe(true)
  })

  it('with another randomizer', () => {
    const pair = new Pair('en').change((faker) => {
      let draws = 1
      const randomizer = { next: () => (draws = (draws * 16807 + 11) % 2147483647) / 2147483647, seed: () => undefined }
      Object.assign((faker as unknown as { fakerCore: object }).fakerCore, { randomizer })
    })
    for (let round = 0; round < 3; round++) {
      for (const [label, call] of fastFakerCalls) expect([label, outcome(pair.fast, call)]).toEqual([label, outcome(pair.own, call)])
    }
    expect(stateOf(pair.fastGenerator)).toBe(stateOf(new Generator()))
  })

  it('with another reference date, also one that draws', () => {
    expect(new Pair('en').change((faker) => faker.setDefaultRefDate(() => new Date(faker.number.int(1e12)))).difference(fastFakerCalls, rounds)).toBeUndefined()
  })

  const changes: Readonly<Record<string, (faker: Faker) => unknown>> = {
    'lorem.word': (faker) => (faker.lorem.word = () => `w${faker.number.int(9)}`),
    'lorem.words': (faker) => (faker.lorem.words = () => `two words${faker.number.int(9)}`),
    'lorem.sentence': (faker) => (faker.lorem.sentence = () => `S${faker.number.int(9)}.`),
    'lorem.sentences': (faker) => (faker.lorem.sentences = () => 'S. S.'),
    'lorem.paragraph': (faker) => (faker.lorem.paragraph = () => 'P.'),
    'person.sexType': (faker) => (faker.person.sexType = () => 'male'),
    'person.firstName': (faker) => (faker.person.firstName = () => 'Ada'),
    'person.lastName': (faker) => (faker.person.lastName = () => 'Ünal-{{person.suffix}}'),
    'person.prefix': (faker) => (faker.person.prefix = () => 'Dr. {{person.middleName}} {{person.middleName}}'),
    'person.middleName': (faker) => (faker.person.middleName = () => '{{person.lastName}}'),
    'internet.username': (faker) => (faker.internet.username = () => '.a user..name.'),
    'helpers.arrayElement': (faker) => (faker.helpers.arrayElement = (array: readonly any[]) => array[0]),
    'helpers.weightedArrayElement': (faker) => (faker.helpers.weightedArrayElement = (array: readonly any[]) => array[0].value),
    'helpers.fake': (faker) => (faker.helpers.fake = () => 'fake'),
    'helpers.mustache': (faker) => (faker.helpers.mustache = () => 'mustache'),
    'helpers.multiple': (faker) => (faker.helpers.multiple = () => []),
    'helpers.rangeToNumber': (faker) => (faker.helpers.rangeToNumber = () => 2),
    'number.int': (faker) => (faker.number.int = () => 1),
    'number.float': (faker) => (faker.number.float = () => 0.25),
    'number.hex': (faker) => (faker.number.hex = () => 'f'),
    'string.fromCharacters': (faker) => (faker.string.fromCharacters = () => 'x'),
    'string.alphanumeric': (faker) => (faker.string.alphanumeric = () => 'y'),
    'location.city': (faker) => (faker.location.city = () => 'Wien'),
  }
  it.each(Object.keys(changes))('through a %s that a user put there', (name) => {
    expect(new Pair('en').change((faker) => void changes[name]!(faker)).difference(fastFakerCalls, rounds)).toBeUndefined()
  })

  const definitions: Readonly<Record<string, (raw: any) => unknown>> = {
    'other words': (raw) => (raw.lorem.word = ['alpha', 'beta']),
    'more words': (raw) => raw.lorem.word.push('Ω'),
    'words replaced where they are': (raw) => raw.lorem.word.fill('other', 0, 500),
    'words of bytes that make no number': (raw) => (raw.lorem.word = ['\u00ff'.repeat(8), '\u007f'.repeat(8), 'ab\u00ff\u00f0\u00ff\u00ff\u00ff\u00ff\u00ff', '\u00e9t\u00e9']),
    'words of every length': (raw) => (raw.lorem.word = Array.from({ length: 130 }, (_, length) => 'x'.repeat(length))),
    'words that grow when they begin a sentence': (raw) => (raw.lorem.word = ['\u00df', 'stra\u00dfe', '\u00b5', '\u00ff', 'a']),
    'one word': (raw) => (raw.lorem.word = ['only']),
    'no words': (raw) => (raw.lorem.word = []),
    'words missing': (raw) => delete raw.lorem.word,
    'words not applicable': (raw) => (raw.lorem.word = null),
    'another category of words': (raw) => (raw.lorem = { word: ['x', 'y', 'z'] }),
    'no category of words': (raw) => delete raw.lorem,
    'no persons': (raw) => delete raw.person,
    'names without sex': (raw) => (raw.person.first_name = { generic: ['Kim', 'Sam'] }),
    'names without generic ones': (raw) => delete raw.person.first_name.generic,
    'one list of names empty': (raw) => (raw.person.first_name.female = []),
    'no lists of names': (raw) => (raw.person.last_name = {}),
    'no patterns of last names': (raw) => delete raw.person.last_name_pattern,
    'other patterns of names': (raw) => (raw.person.name = [{ weight: 1, value: '{{person.lastName}} {{person.firstName}} {{person.firstName}}' }, { weight: 2, value: 'x {{person.suffix}} {{person.prefix}} {{person.middleName}} {{x}}' }]),
    'all parts of a name': (raw) => (raw.person.name = [{ weight: 3, value: '{{person.suffix}}-{{person.middleName}}-{{person.prefix}}-{{person.lastName}}' }]),
    'names that hold tokens': (raw) => (raw.person.first_name.generic = ['{{person.lastName}}', '{{person.suffix}}', '{']),
    'prefixes that hold tokens': (raw) => (raw.person.prefix = { generic: ['{{person.middleName}}', '{{person.firstName}} {{person.prefix}}'] }),
    'middle names that hold tokens': (raw) => Object.assign(raw.person, { middle_name: { generic: ['{{person.lastName}}', '{{person.suffix}}{{person.suffix}}'] }, name: [{ weight: 1, value: '{{person.middleName}} {{person.lastName}}' }] }),
    'cities that hold tokens': (raw) => (raw.location.city_name = ['{{person.firstName}}', '{{lorem.word}} {{number.int}}', '{', '{{']),
    'other patterns of cities': (raw) => (raw.location.city_pattern = ['{{person.firstName}}{{location.city_prefix}}{{location.city_suffix}}', '{{location.city_name}}{{location.nothing}}']),
    'a pattern of cities': (raw) => (raw.location.city_pattern = '{{location.city_name}}!'),
    'no patterns of cities': (raw) => (raw.location.city_pattern = []),
    'a list named as a method': (raw) => (raw.lorem.words = ['drawn', 'too']),
    'a list of other things': (raw) => (raw.location.city_name = [1, null, undefined, ['a', 'b'], { a: 1 }, () => 'called']),
    'no companies': (raw) => delete raw.company,
    'a provider': (raw) => (raw.internet.free_email = ['example.test']),
    'no providers': (raw) => (raw.internet.free_email = []),
    'other telephone numbers': (raw) => (raw.phone_number = { format: { human: ['#!-!#', '!'], national: [] } }),
  }
  it.each(Object.keys(definitions))('on changed definitions: %s', (name) => {
    expect(new Pair('en').change((faker) => void definitions[name]!(faker.rawDefinitions)).difference(fastFakerCalls, rounds)).toBeUndefined()
    // Changed once faker has read them.
    const used = new Pair('en')
    expect(used.difference(fastFakerCalls, fastFakerCalls.length)).toBeUndefined()
    expect(used.change((faker) => void definitions[name]!(faker.rawDefinitions)).difference(fastFakerCalls, rounds)).toBeUndefined()
  })

  it('on definitions it has read before they were replaced', () => {
    const pair = new Pair('en').change((faker) => {
      for (const category of ['lorem', 'person', 'internet', 'location', 'company', 'phone_number'] as const) void faker.definitions[category]
      Object.assign(faker.rawDefinitions, { lorem: { word: ['x', 'y'] }, person: {}, internet: {}, location: { city_pattern: ['z'] }, company: { name_pattern: ['z'] }, phone_number: { format: { human: ['#'] } } })
    })
    expect(pair.difference(fastFakerCalls, rounds)).toBeUndefined()
  })
})
