import type { Faker, SexType } from '@faker-js/faker'
import type { Generator } from '../generator.js'

/** Names, or patterns of names, by sex. */
export interface ListsBySex<T> {
  readonly generic?: readonly T[]
  readonly female?: readonly T[]
  readonly male?: readonly T[]
}

/** The list that faker would draw from: the one for the sex or, at times, the one for both. */
export function listForSex<T>({ generic, female, male }: ListsBySex<T>, sex: SexType, source: { readonly generator: Generator; readonly helpers: Faker['helpers'] }): readonly T[] {
  if (sex === 'generic') return generic ?? source.helpers.arrayElement([female, male]) ?? []
  const own = sex === 'female' ? female : male
  if (own == null || generic == null) return own ?? generic ?? []
  const ownWeight = 3 * Math.sqrt(own.length)
  const genericWeight = Math.sqrt(generic.length)
  if (ownWeight > 0 && genericWeight > 0) return source.generator.next() * (ownWeight + genericWeight) < ownWeight ? own : generic
  // Faker's own body knows how to fail.
  return source.helpers.weightedArrayElement([{ weight: ownWeight, value: own }, { weight: genericWeight, value: generic }])
}
