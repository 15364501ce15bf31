import type { Faker } from '@faker-js/faker'
import type { Generator } from '../generator.js'
import type { FakerWatch } from './faker-watch.js'
import { isPlainCount } from './is-plain-count.js'

const HEX = '0123456789abcdef'
const DIGITS = '0123456789'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
/** In faker's order. */
const ALPHANUMERIC: Readonly<Record<string, string>> = { upper: DIGITS + UPPER, lower: DIGITS + LOWER, mixed: DIGITS + LOWER + UPPER }

/** Random strings: `uuid`, `alphanumeric`, and `fromCharacters`, of which faker's own bodies make the others. */
export function speedUpString(faker: Faker, generator: Generator, watch: FakerWatch): void {
  const { string, number } = faker
  const { uuid, alphanumeric, fromCharacters } = string

  const hex = (length: number): string => {
    let text = ''
    for (let index = 0; index < length; index++) text += HEX[Math.floor(generator.next() * 16)] ?? ''
    return text
  }
  const charactersOf = (list: string | readonly string[], length: number): string => {
    let text = ''
    if (list.length === 1) return (list[0] ?? '').repeat(Math.max(length, 0))
    for (let index = 0; index < length; index++) text += list[Math.floor(generator.next() * list.length)] ?? ''
    return text
  }
  const numberOf = (count: number | { min: number; max: number }): number => (typeof count === 'number' ? count : number.int(count))
  const { hex: hexDigit } = number

  string.uuid = (options?: { version?: 4 | 7; refDate?: string | Date | number }): string => {
    const isFast = watch.isIntact() && watch.hasItsRefDate() && number.hex === hexDigit && (options === undefined || (options !== null && options.version === 4))
    if (!isFast) return options === undefined ? uuid() : uuid(options)
    const start = `${hex(8)}-${hex(4)}-4${hex(3)}-`
    const end = `${hex(3)}-${hex(12)}`
    // Faker fills in the variant's digit last. The sum is inside the rounding, as in its number.int.
    return `${start}${HEX[Math.floor(generator.next() * 4 + 8)] ?? ''}${end}`
  }

  const fastFromCharacters = (characters: string | readonly string[], length: Parameters<typeof fromCharacters>[1] = 1): string => {
    const list = isPlainCount(length) && watch.isIntact() ? listOf(characters) : undefined
    return list === undefined ? fromCharacters(characters, length) : charactersOf(list, numberOf(length))
  }
  string.fromCharacters = fastFromCharacters

  string.alphanumeric = (options: Parameters<typeof alphanumeric>[0] = {}): string => {
    const { length = 1, casing = 'mixed', exclude } = typeof options === 'number' ? { length: options } : (options ?? {})
    const list = exclude === undefined && Object.hasOwn(ALPHANUMERIC, casing) ? ALPHANUMERIC[casing] : undefined
    const isFast = list !== undefined && options !== null && isPlainCount(length) && watch.isIntact() && string.fromCharacters === fastFromCharacters
    return isFast ? charactersOf(list, numberOf(length)) : alphanumeric(options)
  }
}

/** Single characters to draw from; undefined where faker fails or takes more than text. */
function listOf(characters: string | readonly string[]): string | readonly string[] | undefined {
  const list = typeof characters === 'string' ? charactersIn(characters) : characters
  const isText = typeof list === 'string' || (Array.isArray(list) && list.every((element) => typeof element === 'string'))
  return isText && list.length > 0 ? list : undefined
}

/** By code points, as faker counts: only text of the first 65,536 can be indexed as it is. */
function charactersIn(text: string): string | readonly string[] {
  return /[\uD800-\uDFFF]/.test(text) ? [...text] : text
}
