import type { Faker, LocaleDefinition, Randomizer } from '@faker-js/faker'
import type { Generator } from '../generator.js'

/** What a Faker holds its parts in. Not in its types, but in every release the faster bodies are proven for. */
interface FakerCore {
  readonly locale: unknown
  readonly randomizer: Randomizer
  readonly config: { readonly defaultRefDate?: () => Date }
}

/**
 * Tells whether a Faker is still as it was made: a user may have given it another randomizer, locale or method (a spy), and a faster body may then no
 * longer stand in for faker's own, which would have gone through them.
 */
export class FakerWatch {
  readonly #core: FakerCore
  readonly #faker: Faker
  readonly #generator: Generator
  readonly #locale: unknown
  readonly #refDate: (() => Date) | undefined
  readonly #int: Faker['number']['int']
  readonly #float: Faker['number']['float']
  readonly #range: Faker['helpers']['rangeToNumber']
  readonly #multiple: Faker['helpers']['multiple']
  readonly #mustache: Faker['helpers']['mustache']
  #arrayElement: Faker['helpers']['arrayElement']
  #weightedArrayElement: Faker['helpers']['weightedArrayElement']
  #fake: Faker['helpers']['fake']

  constructor(faker: Faker, generator: Generator) {
    this.#faker = faker
    this.#generator = generator
    this.#core = (faker as unknown as { readonly fakerCore: FakerCore }).fakerCore
    this.#locale = this.#core.locale
    this.#refDate = this.#core.config.defaultRefDate
    this.#int = faker.number.int
    this.#float = faker.number.float
    this.#range = faker.helpers.rangeToNumber
    this.#multiple = faker.helpers.multiple
    this.#mustache = faker.helpers.mustache
    this.#arrayElement = faker.helpers.arrayElement
    this.#weightedArrayElement = faker.helpers.weightedArrayElement
    this.#fake = faker.helpers.fake
  }

  /** The definitions as faker reads them: live, so that a changed list counts at once. */
  get definitions(): LocaleDefinition {
    return this.#faker.rawDefinitions
  }

  /** The generator is the source of every draw. */
  drawsAreOurs(): boolean {
    const { number } = this.#faker
    return this.#core.randomizer === this.#generator && this.#core.locale === this.#locale && number.int === this.#int && number.float === this.#float
  }

  /** The helpers that faker's bodies go through are the ones known. */
  isIntact(): boolean {
    const { helpers } = this.#faker
    return this.drawsAreOurs() && helpers.arrayElement === this.#arrayElement && helpers.weightedArrayElement === this.#weightedArrayElement
      && helpers.fake === this.#fake && helpers.rangeToNumber === this.#range && helpers.multiple === this.#multiple && helpers.mustache === this.#mustache
  }

  hasItsRefDate(): boolean {
    return this.#core.config.defaultRefDate === this.#refDate
  }

  /** To be called once the helpers have their faster bodies: these are the known ones from here on. */
  helpersReplaced(): void {
    const { helpers } = this.#faker
    this.#arrayElement = helpers.arrayElement
    this.#weightedArrayElement = helpers.weightedArrayElement
    this.#fake = helpers.fake
  }
}
