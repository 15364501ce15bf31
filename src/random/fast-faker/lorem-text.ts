import type { Generator } from '../generator.js'

/**
 * Text of words from a list of at least two, drawn as faker draws it but without a function call and an options object a word, and joined at once: a text
 * put together piece by piece is a tree of its pieces until somebody reads it.
 */
export class LoremText {
  readonly #generator: Generator
  /** Words of the text that is being drawn. */
  #parts: string[] = []
  /** Words as they begin a sentence. */
  readonly #capitals = new Map<string, string>()

  constructor(generator: Generator) {
    this.#generator = generator
  }

  word(list: readonly string[]): string {
    return list[Math.floor(this.#generator.next() * list.length)] ?? ''
  }

  words(list: readonly string[], count: number): string {
    for (let index = 0; index < count; index++) this.#parts.push(this.word(list))
    return this.#joined()
  }

  sentence(list: readonly string[], count: number): string {
    if (count <= 0) return '.'
    this.#addSentence(list, count)
    return this.#joined()
  }

  /** Sentences of 3 to 10 words. */
  sentences(list: readonly string[], count: number, separator: string): string {
    if (separator === ' ') {
      this.#addSentences(list, count)
      return this.#joined()
    }
    const texts: string[] = []
    for (let index = 0; index < count; index++) texts.push(this.sentence(list, this.#sentenceLength()))
    return texts.join(separator)
  }

  /** Paragraphs of 3 sentences. */
  paragraphs(list: readonly string[], count: number, separator: string): string {
    const texts: string[] = []
    for (let index = 0; index < count; index++) texts.push(this.sentences(list, 3, ' '))
    return texts.join(separator)
  }

  #addSentences(list: readonly string[], count: number): void {
    for (let index = 0; index < count; index++) this.#addSentence(list, this.#sentenceLength())
  }

  #addSentence(list: readonly string[], count: number): void {
    const first = this.#capitalOf(this.word(list))
    this.#parts.push(count > 1 ? first : `${first}.`)
    for (let index = 1; index < count - 1; index++) this.#parts.push(this.word(list))
    if (count > 1) this.#parts.push(`${this.word(list)}.`)
  }

  /** As number.int({ min: 3, max: 10 }), with the sum inside: rounding makes it another number now and then. */
  #sentenceLength(): number {
    return Math.floor(this.#generator.next() * 8 + 3)
  }

  #joined(): string {
    const text = this.#parts.join(' ')
    this.#parts.length = 0
    return text
  }

  #capitalOf(word: string): string {
    let capital = this.#capitals.get(word)
    if (capital === undefined) this.#capitals.set(word, (capital = word.charAt(0).toUpperCase() + word.substring(1)))
    return capital
  }
}
