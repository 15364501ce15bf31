import { createRequire } from 'node:module'
import type { Faker, Randomizer } from '@faker-js/faker'
import { checkLocale } from './check-locale.js'

const require = createRequire(import.meta.url)

/**
 * A Faker of one locale that draws from `randomizer`. Only that locale is loaded (all of them take 150 ms), and synchronously, because
 * `createSession()` is: Node can require ES modules since 20.19.
 */
export function loadFaker(locale: string, randomizer: Randomizer, refDate: Date): Faker {
  const loaded = localeFaker(locale)
  // The class is taken from the instance: importing it by name would load every locale.
  const FakerClass = loaded.constructor as typeof Faker
  const faker = new FakerClass({ locale: loaded.rawDefinitions, randomizer })
  faker.setDefaultRefDate(refDate)
  return faker
}

function localeFaker(locale: string): Faker {
  checkLocale(locale)
  const module = require(`@faker-js/faker/locale/${locale}`) as { readonly faker: Faker } // the shape of every locale file of faker
  return module.faker
}
