import { compileFakePattern } from './compile-fake-pattern.js'

/** A pattern of a full name in parts, and which of those that are drawn it has. */
export interface NamePattern {
  readonly literals: readonly string[]
  readonly tokens: readonly string[]
  readonly prefix: boolean
  readonly middleName: boolean
  readonly suffix: boolean
}

const PARTS: readonly string[] = ['prefix', 'firstName', 'middleName', 'lastName', 'suffix']
const MOST_PATTERNS = 1000
const patterns = new Map<string, NamePattern | undefined>()

/** The parts of a pattern that has each part of a name at most once, else undefined. A pure function's memory, not run state. */
export function compileNamePattern(text: string): NamePattern | undefined {
  const known = patterns.get(text)
  if (known !== undefined || patterns.has(text)) return known
  if (patterns.size >= MOST_PATTERNS) patterns.clear()
  const pattern = typeof text === 'string' ? compile(text) : undefined
  patterns.set(text, pattern)
  return pattern
}

function compile(text: string): NamePattern | undefined {
  const parts = compileFakePattern(text)
  if (parts === undefined) return undefined
  const tokens = parts.tokens.map(([module, name = '', more]) => (module === 'person' && more === undefined ? name : ''))
  if (!tokens.every((token) => PARTS.includes(token)) || new Set(tokens).size !== tokens.length) return undefined
  const has = (token: string): boolean => tokens.includes(token)
  return { literals: parts.literals, tokens, prefix: has('prefix'), middleName: has('middleName'), suffix: has('suffix') }
}
