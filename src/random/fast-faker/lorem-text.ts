import type { Generator } from '../generator.js'
import { BEGINS_SENTENCE, capitalized, ENDS_PARAGRAPH, ENDS_SENTENCE, FORMS, WordBytes } from './word-bytes.js'

/** Text of words from a list of at least two, drawn as faker draws it but without a function call and an options object a word, and put together at once. */
export class LoremText {
  readonly #generator: Generator
  /** The words of the text that is being drawn, as WordBytes takes them. */
  readonly #codes: number[] = []
  #count = 0
  /** What writes the texts of a list; undefined where strings have to be joined. */
  readonly #writers = new WeakMap<readonly string[], WordBytes | undefined>()

  constructor(generator: Generator) {
    this.#generator = generator
  }

  word(list: readonly string[]): string {
    return list[Math.floor(this.#generator.next() * list.length)] ?? ''
  }

  words(list: readonly string[], count: number): string {
    for (let index = 0; index < count; index++) this.#add(list, 0)
    return this.#text(list)
  }

  sentence(list: readonly string[], count: number): string {
    if (count <= 0) return '.'
    this.#addSentence(list, count)
    return this.#text(list)
  }

  /** Sentences of 3 to 10 words. */
  sentences(list: readonly string[], count: number, separator: string): string {
    if (separator === ' ') {
      for (let index = 0; index < count; index++) this.#addSentence(list, this.#sentenceLength())
      return this.#text(list)
    }
    const texts: string[] = []
    for (let index = 0; index < count; index++) texts.push(this.sentence(list, this.#sentenceLength()))
    return texts.join(separator)
  }

  /** Paragraphs of 3 sentences. */
  paragraphs(list: readonly string[], count: number, separator: string): string {
    if (separator.length === 1 && separator <= '\u00ff') {
      for (let index = 0; index < count; index++) {
        if (index > 0) this.#codes[this.#count - 1] = (this.#codes[this.#count - 1] ?? 0) + ENDS_PARAGRAPH
        for (let sentence = 0; sentence < 3; sentence++) this.#addSentence(list, this.#sentenceLength())
      }
      return this.#text(list, separator)
    }
    const texts: string[] = []
    for (let index = 0; index < count; index++) texts.push(this.sentences(list, 3, ' '))
    return texts.join(separator)
  }

  #addSentence(list: readonly string[], count: number): void {
    if (count === 1) return this.#add(list, BEGINS_SENTENCE + ENDS_SENTENCE)
    this.#add(list, BEGINS_SENTENCE)
    for (let index = 1; index < count - 1; index++) this.#add(list, 0)
    this.#add(list, ENDS_SENTENCE)
  }

  #add(list: readonly string[], form: number): void {
    this.#codes[this.#count++] = Math.floor(this.#generator.next() * list.length) * FORMS + form
  }

  /** As number.int({ min: 3, max: 10 }), with the sum inside: rounding makes it another number now and then. */
  #sentenceLength(): number {
    return Math.floor(this.#generator.next() * 8 + 3)
  }

  #text(list: readonly string[], separator = ' '): string {
    const count = this.#count
    this.#count = 0
    const writer = this.#writerOf(list)
    if (writer === undefined) return this.#joined(list, count, separator)
    // The user's code may have changed the list.
    if (!writer.knows(list, this.#codes, count)) {
      this.#writers.delete(list)
      return this.#writerOf(list)?.write(this.#codes, count, separator) ?? this.#joined(list, count, separator)
    }
    return writer.write(this.#codes, count, separator)
  }

  #writerOf(list: readonly string[]): WordBytes | undefined {
    const known = this.#writers.get(list)
    if (known !== undefined || this.#writers.has(list)) return known
    const writer = WordBytes.of(list)
    this.#writers.set(list, writer)
    return writer
  }

  #joined(list: readonly string[], count: number, separator: string): string {
    let text = ''
    let between = ''
    for (let index = 0; index < count; index++) {
      const code = this.#codes[index] ?? 0
      const word = list[Math.floor(code / FORMS)] ?? ''
      text += between + ((code & BEGINS_SENTENCE) === 0 ? word : capitalized(word))
      if ((code & ENDS_SENTENCE) !== 0) text += '.'
      between = (code & ENDS_PARAGRAPH) === 0 ? ' ' : separator
    }
    return text
  }
}
