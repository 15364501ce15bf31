import type { Faker } from '@faker-js/faker'
import type { Generator } from '../generator.js'
import type { FakerWatch } from './faker-watch.js'

/** Values made of a pattern of the locale: cities, companies, telephone numbers. */
export function speedUpPatterns(faker: Faker, generator: Generator, watch: FakerWatch): void {
  const { location, company, phone, helpers } = faker
  const { city } = location
  const { name } = company
  const { number } = phone
  const { location: places, company: companies, phone_number: phones } = watch.definitions

  location.city = () => {
    const patterns = watch.isIntact() && watch.definitions.location === places ? places?.city_pattern : undefined
    return patterns == null ? city() : helpers.fake(patterns)
  }

  company.name = () => {
    const patterns = watch.isIntact() && watch.definitions.company === companies ? companies?.name_pattern : undefined
    return patterns == null ? name() : helpers.fake(patterns)
  }

  phone.number = (options = {}) => {
    if (options === null || !watch.isIntact() || watch.definitions.phone_number !== phones) return number(options)
    const { style = 'human' } = options
    const formats = phones?.format?.[style]
    return formats == null ? number(options) : withDigits(helpers.arrayElement(formats))
  }

  const withDigits = (format: string): string => {
    let text = ''
    for (let index = 0; index < format.length; index++) {
      const character = format.charAt(index)
      if (character === '#') text += Math.floor(generator.next() * 10)
      else if (character === '!') text += Math.floor(generator.next() * 8 + 2)
      else text += character
    }
    return text
  }
}
