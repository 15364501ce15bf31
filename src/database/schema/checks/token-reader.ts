import type { Token } from './tokenize.js'

/** What is thrown inside the parser, and caught where it was called: an expression that it cannot read is no error. */
export class Unreadable extends Error {}

/** A place in a list of tokens, moving forward. Words and symbols are compared in lower case. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  next(): Token {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw new Unreadable()
    this.#at++
    return token
  }

  /** The words or symbols come next. */
  sees(...expected: readonly string[]): boolean {
    return expected.every((value, ahead) => keyOf(this.peek(ahead)) === value)
  }

  /** Goes past the words or symbols if all of them come next. */
  takes(...expected: readonly string[]): boolean {
    if (!this.sees(...expected)) return false
    this.#at += expected.length
    return true
  }

  /** Goes past one of the words or symbols, and says which. */
  takesOneOf(...choices: readonly string[]): string | undefined {
    const key = keyOf(this.peek())
    if (key === undefined || !choices.includes(key)) return undefined
    this.#at++
    return key
  }

  expect(...expected: readonly string[]): void {
    if (!this.takes(...expected)) throw new Unreadable()
  }

  /** The next word or symbol; undefined for names in quotes and for values. */
  get key(): string | undefined {
    return keyOf(this.peek())
  }

  /** Goes past a parenthesis and all that is in it. Gives where its content lies in the text. */
  skipParentheses(): { readonly start: number; readonly end: number } {
    const { end: start } = this.next()
    for (let depth = 1; ; ) {
      const token = this.next()
      if (token.kind !== 'symbol') continue
      if (token.value === '(') depth++
      else if (token.value === ')' && --depth === 0) return { start, end: token.start }
    }
  }
}

function keyOf(token: Token | undefined): string | undefined {
  return token?.kind === 'word' ? token.value.toLowerCase() : token?.kind === 'symbol' ? token.value : undefined
}
