import { createRequire } from 'node:module'
import type { Faker } from '@faker-js/faker'
import type { Generator } from '../generator.js'
import { FakerWatch } from './faker-watch.js'
import { PROVEN_VERSIONS } from './proven-versions.js'
import { speedUpDates } from './speed-up-dates.js'
import { speedUpHelpers } from './speed-up-helpers.js'
import { speedUpInternet } from './speed-up-internet.js'
import { speedUpLorem } from './speed-up-lorem.js'
import { speedUpPatterns } from './speed-up-patterns.js'
import { speedUpPerson } from './speed-up-person.js'
import { speedUpString } from './speed-up-string.js'

const require = createRequire(import.meta.url)

/**
 * Gives this one Faker faster bodies for its costly methods. They draw the same numbers in the same order, so every value stays faker's own; what they were not
 * proven for (an option, a changed Faker, another release) goes to the body that faker came with.
 *
 * `faker` has to draw from `generator` and to have its reference date.
 */
export function speedUpFaker(faker: Faker, generator: Generator, version = installedVersion()): void {
  if (!PROVEN_VERSIONS.includes(version)) return
  const watch = new FakerWatch(faker, generator)
  speedUpHelpers(faker, generator, watch)
  watch.helpersReplaced()
  speedUpLorem(faker, generator, watch)
  speedUpString(faker, generator, watch)
  speedUpDates(faker, generator, watch)
  speedUpPerson(faker, generator, watch)
  speedUpInternet(faker, generator, watch)
  speedUpPatterns(faker, generator, watch)
}

function installedVersion(): string {
  const { version } = require('@faker-js/faker/package.json') as { readonly version: string } // every package.json has it
  return version
}
