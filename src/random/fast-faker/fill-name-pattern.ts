import type { Faker, SexType } from '@faker-js/faker'
import { compileNamePattern } from './compile-name-pattern.js'

/** The parts of a full name that faker draws before it looks at the pattern, and where the others come from. */
export interface NameParts {
  readonly sex: SexType
  readonly first: string
  readonly last: string
  readonly person: Faker['person']
  readonly helpers: Faker['helpers']
}

/** A full name, with the draws in the order in which faker replaces the parts, whatever their order in the text. */
export function fillNamePattern(text: string, parts: NameParts): string {
  const { sex, first, last, person } = parts
  const pattern = isFinal(first) && isFinal(last) ? compileNamePattern(text) : undefined
  if (pattern === undefined) return replaceOneByOne(text, parts, {})
  const prefix = pattern.prefix ? person.prefix(sex) : ''
  if (!isFinal(prefix)) return replaceOneByOne(text, parts, { prefix })
  const middle = pattern.middleName ? person.middleName(sex) : ''
  if (!isFinal(middle)) return replaceOneByOne(text, parts, { prefix, middle })
  const suffix = pattern.suffix ? person.suffix() : ''
  let name = pattern.literals[0] ?? ''
  for (let index = 0; index < pattern.tokens.length; index++) {
    const token = pattern.tokens[index]
    name += token === 'firstName' ? first : token === 'lastName' ? last : token === 'prefix' ? prefix : token === 'middleName' ? middle : suffix
    name += pattern.literals[index + 1] ?? ''
  }
  return name
}

/** Faker's way, for a pattern or a part that may hold tokens itself; what was drawn already is used. */
function replaceOneByOne(text: string, { sex, first, last, person, helpers }: NameParts, drawn: { readonly prefix?: string; readonly middle?: string }): string {
  return helpers.mustache(text, {
    'person.prefix': () => drawn.prefix ?? person.prefix(sex),
    'person.firstName': () => first,
    'person.middleName': () => drawn.middle ?? person.middleName(sex),
    'person.lastName': () => last,
    'person.suffix': () => person.suffix(),
  })
}

/** Text that holds no token, so that replacing goes on after it. */
function isFinal(part: unknown): boolean {
  return typeof part === 'string' && !part.includes('{')
}
