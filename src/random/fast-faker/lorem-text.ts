import type { Generator } from '../generator.js'

/** Text of words from a list of at least two, drawn as faker draws it but without a function call and an options object a word. */
export class LoremText {
  readonly #generator: Generator

  constructor(generator: Generator) {
    this.#generator = generator
  }

  word(list: readonly string[]): string {
    return list[Math.floor(this.#generator.next() * list.length)] ?? ''
  }

  words(list: readonly string[], count: number): string {
    return count > 0 ? this.#goOn(this.word(list), list, count) : ''
  }

  sentence(list: readonly string[], count: number): string {
    if (count <= 0) return '.'
    const first = this.word(list)
    return this.#goOn(first.charAt(0).toUpperCase() + first.substring(1), list, count) + '.'
  }

  /** Sentences of 3 to 10 words. */
  sentences(list: readonly string[], count: number, separator: string): string {
    let text = ''
    // As number.int({ min: 3, max: 10 }), with the sum inside: rounding makes it another number now and then.
    for (let index = 0; index < count; index++) text += (index > 0 ? separator : '') + this.sentence(list, Math.floor(this.#generator.next() * 8 + 3))
    return text
  }

  /** Paragraphs of 3 sentences. */
  paragraphs(list: readonly string[], count: number, separator: string): string {
    let text = ''
    for (let index = 0; index < count; index++) text += (index > 0 ? separator : '') + this.sentences(list, 3, ' ')
    return text
  }

  #goOn(first: string, list: readonly string[], count: number): string {
    let text = first
    for (let index = 1; index < count; index++) text += ' ' + this.word(list)
    return text
  }
}
