/** A pattern of `helpers.fake` in parts: literal 0, token 0, literal 1, …, last literal. */
export interface FakePattern {
  readonly literals: readonly string[]
  /** Each with its path: `person.last_name.female` is three names. */
  readonly tokens: readonly (readonly string[])[]
  /** The text from each token on, for faker to go on with where the fast way ends. */
  readonly rests: readonly string[]
}

const TOKEN = /\{\{([a-z]\w*\.\w+(?:\.\w+)?)\}\}/g

/** Definitions have some dozens of patterns, but users may build them from values, and faker does so itself: the memory starts anew when it is full. */
const MOST_PATTERNS = 1000
const patterns = new Map<string, FakePattern | undefined>()

/** The parts of a pattern whose tokens are plain paths, else undefined. A pure function's memory, not run state. */
export function compileFakePattern(text: string): FakePattern | undefined {
  const known = patterns.get(text)
  if (known !== undefined || patterns.has(text)) return known
  if (patterns.size >= MOST_PATTERNS) patterns.clear()
  const pattern = compile(text)
  patterns.set(text, pattern)
  return pattern
}

function compile(text: string): FakePattern | undefined {
  const literals: string[] = []
  const tokens: (readonly string[])[] = []
  const rests: string[] = []
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    literals.push(text.slice(at, match.index))
    tokens.push((match[1] ?? '').split('.'))
    rests.push(text.slice(match.index))
    at = match.index + match[0].length
  }
  literals.push(text.slice(at))
  // A brace left over could begin a token that only faker's own parser understands.
  return literals.some((literal) => literal.includes('{')) ? undefined : { literals, tokens, rests }
}
