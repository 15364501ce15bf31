import type { Faker } from '@faker-js/faker'
import type { Generator } from '../generator.js'
import type { FakerWatch } from './faker-watch.js'

/** Milliseconds since 1970, both ends included. */
interface Span {
  readonly first: number
  readonly last: number
}

const SECOND = 1000

/** `past()`, `future()` and `recent()` without options: faker works out their bounds, which do not change, with half a dozen Dates a call. */
export function speedUpDates(faker: Faker, generator: Generator, watch: FakerWatch): void {
  const { date } = faker
  const { past, future, recent, between } = date
  const reference = faker.defaultRefDate()
  const now = reference.getTime()
  const lastYear = { first: yearsFrom(reference, -1), last: now - SECOND }
  const nextYear = { first: now + SECOND, last: yearsFrom(reference, 1) }
  const lastDay = { first: new Date(now).setUTCDate(reference.getUTCDate() - 1), last: now - SECOND }

  const isOurs = (): boolean => watch.drawsAreOurs() && watch.hasItsRefDate() && date.between === between
  // As number.int(), with the sum inside: rounding makes it another number now and then.
  const draw = ({ first, last }: Span): Date => new Date(Math.floor(generator.next() * (last - first + 1) + first))
  Object.assign(date, {
    past: (options?: Parameters<typeof past>[0]): Date => (options === undefined && isOurs() ? draw(lastYear) : past(options)),
    future: (options?: Parameters<typeof future>[0]): Date => (options === undefined && isOurs() ? draw(nextYear) : future(options)),
    recent: (options?: Parameters<typeof recent>[0]): Date => (options === undefined && isOurs() ? draw(lastDay) : recent(options)),
  })
}

function yearsFrom(reference: Date, years: number): number {
  const date = new Date(reference)
  return date.setUTCFullYear(date.getUTCFullYear() + years)
}
