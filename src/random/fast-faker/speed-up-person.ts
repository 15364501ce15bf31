import type { Faker, SexType } from '@faker-js/faker'
import type { Generator } from '../generator.js'
import type { FakerWatch } from './faker-watch.js'
import { fillNamePattern } from './fill-name-pattern.js'
import { listForSex, type ListsBySex } from './list-for-sex.js'

/** First, middle and last names, prefixes, and full names, for which faker builds five regular expressions each. */
export function speedUpPerson(faker: Faker, generator: Generator, watch: FakerWatch): void {
  const { person, helpers } = faker
  const { firstName, lastName, middleName, prefix, fullName, sexType } = person
  const category = watch.definitions.person
  const source = { generator, helpers }

  const isOurs = (): boolean => watch.isIntact() && watch.definitions.person === category && person.sexType === sexType
  const anySex = (): SexType => (generator.next() * 2 < 1 ? 'female' : 'male')
  const elementFor = (lists: ListsBySex<string>, sex: SexType = anySex()): string => helpers.arrayElement(listForSex(lists, sex, source))

  person.firstName = (sex) => {
    const names = isOurs() ? category?.first_name : undefined
    return names == null ? firstName(sex) : elementFor(names, sex)
  }
  person.middleName = (sex) => {
    const names = isOurs() ? category?.middle_name : undefined
    return names == null ? middleName(sex) : elementFor(names, sex)
  }
  person.prefix = (sex) => {
    const prefixes = isOurs() ? category?.prefix : undefined
    return prefixes == null ? prefix(sex) : elementFor(prefixes, sex)
  }
  person.lastName = (sex) => {
    if (!isOurs()) return lastName(sex)
    const patterns = category?.last_name_pattern
    if (patterns != null) return helpers.fake(helpers.weightedArrayElement(listForSex(patterns, sex === undefined ? anySex() : sex, source)))
    const names = category?.last_name
    return names == null ? lastName(sex) : elementFor(names, sex)
  }
  person.fullName = (options = {}) => {
    const patterns = isOurs() && options !== null ? category?.name : undefined
    if (patterns == null) return fullName(options)
    const { sex = anySex(), firstName: first = person.firstName(sex), lastName: last = person.lastName(sex) } = options
    return fillNamePattern(helpers.weightedArrayElement(patterns), { sex, first, last, person, helpers })
  }
}
