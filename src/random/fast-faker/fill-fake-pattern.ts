import type { Faker, LocaleDefinition } from '@faker-js/faker'
import type { FakePattern } from './compile-fake-pattern.js'

/** Where a pattern's values come from. `fake`: faker's own body, for a token that is more than a method or a list. */
export interface PatternSource {
  readonly faker: Faker
  readonly definitions: LocaleDefinition
  readonly fake: (text: string) => string
}

/** The value of a compiled pattern: faker's `helpers.fake`, which replaces the tokens one by one from the left. */
export function fillFakePattern(pattern: FakePattern, source: PatternSource): string {
  const { literals, tokens, rests } = pattern
  let text = literals[0] ?? ''
  for (let index = 0; index < tokens.length; index++) {
    const value = valueOf(tokens[index] ?? [], source)
    if (value === undefined) return source.fake(text + (rests[index] ?? ''))
    text += value
    // A value may hold tokens itself; faker looks through the whole text again.
    if (value.includes('{')) return source.fake(text + restAfter(pattern, index))
    text += literals[index + 1] ?? ''
  }
  return text
}

function restAfter({ literals, rests }: FakePattern, index: number): string {
  return (literals[index + 1] ?? '') + (rests[index + 1] ?? '')
}

/** Nothing is drawn unless a value is returned. */
function valueOf([first = '', second = '', third]: readonly string[], { faker, definitions }: PatternSource): string | undefined {
  const method = propertyOf(propertyOf(faker, first), second)
  const entry = propertyOf(propertyOf(definitions, first), second)
  if (third !== undefined) return method == null && !Array.isArray(entry) ? elementOf(faker, propertyOf(entry, third)) : undefined
  if (method == null) return elementOf(faker, entry)
  // Faker looks a path up in its methods and its definitions, and draws for both if both are there.
  return typeof method === 'function' && entry == null ? String(method()) : undefined
}

function elementOf(faker: Faker, list: unknown): string | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined
  const element: unknown = faker.helpers.arrayElement<unknown>(list)
  return typeof element === 'string' ? element : String(typeof element === 'function' ? element() : element)
}

function propertyOf(holder: unknown, name: string): unknown {
  // Any object may be asked for any property.
  return typeof holder === 'object' && holder !== null ? (holder as Readonly<Record<string, unknown>>)[name] : undefined
}
