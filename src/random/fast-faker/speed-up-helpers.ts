import type { Faker } from '@faker-js/faker'
import type { Generator } from '../generator.js'
import { compileFakePattern } from './compile-fake-pattern.js'
import type { FakerWatch } from './faker-watch.js'
import { fillFakePattern } from './fill-fake-pattern.js'

/** Picks from lists, and patterns such as `{{person.firstName}} Street`, which faker parses anew for every value. */
export function speedUpHelpers(faker: Faker, generator: Generator, watch: FakerWatch): void {
  const { helpers } = faker
  const { arrayElement, weightedArrayElement, fake } = helpers

  helpers.arrayElement = <const T>(array: readonly T[]): T => {
    if (!Array.isArray(array) || array.length === 0 || !watch.drawsAreOurs()) return arrayElement(array)
    // The index is always inside.
    return array[array.length > 1 ? Math.floor(generator.next() * array.length) : 0] as T
  }

  helpers.weightedArrayElement = <const T>(array: readonly { readonly weight: number; readonly value: T }[]): T => {
    const last = Array.isArray(array) && watch.drawsAreOurs() ? array.at(-1) : undefined
    if (last == null) return weightedArrayElement(array)
    let total = 0
    for (const item of array) {
      if (!isWeighted(item)) return weightedArrayElement(array)
      total += item.weight
    }
    const at = generator.next() * total
    let reached = 0
    for (const { weight, value } of array) {
      reached += weight
      if (at < reached) return value
    }
    return last.value
  }

  helpers.fake = (pattern: string | readonly string[]): string => {
    if (!watch.isIntact()) return fake(pattern)
    const text = typeof pattern === 'string' ? pattern : helpers.arrayElement(pattern)
    // In a list of one: nothing is drawn for it again.
    if (typeof text !== 'string') return fake([text])
    if (!text.includes('{{')) return text
    const compiled = compileFakePattern(text)
    return compiled === undefined ? fake(text) : fillFakePattern(compiled, { faker, definitions: watch.definitions, fake })
  }
}

/** Faker refuses weights up to 0, and the user's file may be JavaScript. */
function isWeighted(item: { readonly weight: number } | null): boolean {
  return item !== null && typeof item === 'object' && item.weight > 0
}
