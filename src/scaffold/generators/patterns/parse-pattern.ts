import { LETTERS, type PatternNode } from './pattern-node.js'

/** What is not understood: look-around, back references, properties of Unicode. */
class Unreadable extends Error {}

/** Reads a regular expression of JavaScript; undefined where texts cannot be made of it. Ends that are not anchored are left as they are: nothing has to be there. */
export function parsePattern(source: string): PatternNode | undefined {
  try {
    const reader = new PatternReader(source)
    const node = reader.choice()
    return reader.isDone ? node : undefined
  } catch (reason) {
    if (reason instanceof Unreadable) return undefined
    throw reason
  }
}

class PatternReader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  get isDone(): boolean {
    return this.#at >= this.#source.length
  }

  choice(): PatternNode {
    const nodes = [this.#sequence()]
    while (this.#take('|')) nodes.push(this.#sequence())
    const [first] = nodes
    return nodes.length === 1 && first !== undefined ? first : { kind: 'choice', nodes }
  }

  #sequence(): PatternNode {
    const nodes: PatternNode[] = []
    while (!this.isDone && !this.#sees('|') && !this.#sees(')')) {
      const node = this.#repeated()
      if (node !== undefined) nodes.push(node)
    }
    return { kind: 'sequence', nodes }
  }

  #repeated(): PatternNode | undefined {
    const node = this.#atom()
    if (node === undefined) return undefined
    const found = /^(?:([*+?])|\{(\d+)(,(\d*))?\})[?+]?/.exec(this.#source.slice(this.#at))
    if (found === null) return node
    this.#at += found[0].length
    const [, sign, least, more, most] = found
    if (sign !== undefined) return { kind: 'repeat', node, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Number.POSITIVE_INFINITY }
    const max = more === undefined ? Number(least) : most === undefined || most === '' ? Number.POSITIVE_INFINITY : Number(most)
    return { kind: 'repeat', node, min: Number(least), max }
  }

  #atom(): PatternNode | undefined {
    const letter = this.#next()
    switch (letter) {
      case '^':
      case '$':
        return undefined
      case '.':
        return { kind: 'letters', letters: LETTERS.all }
      case '(':
        return this.#group()
      case '[':
        return { kind: 'letters', letters: this.#class() }
      case '\\':
        return this.#escape()
      case '*':
      case '+':
      case '?':
        throw new Unreadable()
      default:
        return { kind: 'text', text: letter }
    }
  }

  #group(): PatternNode {
    if (this.#sees('?') && !this.#take('?:')) {
      const named = /^\?<\w+>/.exec(this.#source.slice(this.#at))
      if (named === null) throw new Unreadable()
      this.#at += named[0].length
    }
    const node = this.choice()
    if (!this.#take(')')) throw new Unreadable()
    return node
  }

  #escape(): PatternNode | undefined {
    const letter = this.#next()
    if (letter === 'b' || letter === 'B') return undefined
    const letters = shorthand(letter)
    if (letters !== undefined) return { kind: 'letters', letters }
    if (/[\dkpPuxc]/.test(letter)) throw new Unreadable()
    return { kind: 'text', text: letter === 't' ? '\t' : letter === 'n' ? '\n' : letter }
  }

  #class(): string {
    const isNegated = this.#take('^')
    let letters = this.#take(']') ? ']' : ''
    while (!this.#take(']')) {
      const first = this.#classLetter()
      if (first.length === 1 && this.#sees('-') && this.#source[this.#at + 1] !== ']') {
        this.#at++
        letters += between(first, this.#classLetter())
      } else letters += first
    }
    if (!isNegated) return [...new Set(letters)].join('')
    const rest = [...LETTERS.all].filter((letter) => !letters.includes(letter))
    return (rest.length > 0 ? rest : [...LETTERS.printable].filter((letter) => !letters.includes(letter))).join('')
  }

  #classLetter(): string {
    const letter = this.#next()
    if (letter !== '\\') return letter
    const escaped = this.#next()
    if (/[dDwWsSpPuxc]/.test(escaped)) {
      const letters = shorthand(escaped)
      if (letters === undefined) throw new Unreadable()
      return letters
    }
    return escaped === 't' ? '\t' : escaped === 'n' ? '\n' : escaped
  }

  #next(): string {
    const letter = this.#source[this.#at++]
    if (letter === undefined) throw new Unreadable()
    return letter
  }

  #sees(text: string): boolean {
    return this.#source.startsWith(text, this.#at)
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false
    this.#at += text.length
    return true
  }
}

function shorthand(letter: string): string | undefined {
  switch (letter) {
    case 'd':
      return LETTERS.digits
    case 'w':
      return LETTERS.word
    case 's':
      return ' '
    case 'D':
    case 'S':
    case 'W':
      return letter === 'S' ? LETTERS.all : letter === 'D' ? LETTERS.lower : '-'
    default:
      return undefined
  }
}

function between(first: string, last: string): string {
  const start = first.charCodeAt(0)
  const end = last.charCodeAt(0)
  if (last.length !== 1 || end < start || end - start > 256) throw new Unreadable()
  return Array.from({ length: end - start + 1 }, (_, at) => String.fromCharCode(start + at)).join('')
}
