/** What a word of a text is beside its place in the list. */
export const BEGINS_SENTENCE = 1
export const ENDS_SENTENCE = 2
/** With a separator behind it in the place of a blank; for the end of a sentence. */
export const ENDS_PARAGRAPH = 4
/** A word of a text as one number: its place times this, and what else it is. */
export const FORMS = 8

/** Bytes that are copied at once, beyond a word's end: what comes next is written over those. */
const STEP = 8

/**
 * The words of a list as bytes, to write texts of many of them: to join strings takes twice as long, and leaves several times the text's size to be
 * collected. For words in Latin-1.
 */
export class WordBytes {
  readonly #words: readonly string[]
  /** Each word with a blank behind it, from a multiple of STEP on; first as they are, then as they begin a sentence. */
  readonly #source: Float64Array
  readonly #lengths: Uint8Array
  /** Steps of the longest word. */
  readonly #steps: number
  #text = Buffer.allocUnsafe(4096)
  #view = viewOf(this.#text)

  private constructor(words: readonly string[], longest: number) {
    const forms = [...words, ...words.map(capitalized)]
    this.#words = [...words]
    this.#steps = Math.ceil((longest + 1) / STEP)
    this.#source = new Float64Array(forms.length * this.#steps)
    this.#lengths = Uint8Array.from(forms, (word) => word.length + 1)
    const bytes = Buffer.from(this.#source.buffer)
    for (const [at, word] of forms.entries()) bytes.write(`${word} `, at * this.#steps * STEP, 'latin1')
  }

  /** Undefined for a list with words that are long or not in Latin-1. */
  static of(words: readonly string[]): WordBytes | undefined {
    const longest = Math.max(...words.map((word) => Math.max(word.length, capitalized(word).length)))
    return longest <= MOST_LETTERS && words.every(isWritable) ? new WordBytes(words, longest) : undefined
  }

  /** Whether the list still has these words at their places. */
  knows(list: readonly string[], codes: readonly number[], count: number): boolean {
    if (list.length !== this.#words.length) return false
    for (let index = 0; index < count; index++) {
      const place = Math.floor((codes[index] ?? 0) / FORMS)
      if (list[place] !== this.#words[place]) return false
    }
    return true
  }

  /** The text of so many words; `separator` is one character of Latin-1. */
  write(codes: readonly number[], count: number, separator: string): string {
    if (count === 0) return ''
    const most = count * (this.#steps * STEP + 1) + STEP
    if (most > this.#text.length) this.#grow(most)
    const text = this.#text
    let length = 0
    for (let index = 0; index < count; index++) {
      const code = codes[index] ?? 0
      length = this.#copy(Math.floor(code / FORMS) + ((code & BEGINS_SENTENCE) === 0 ? 0 : this.#words.length), length)
      if ((code & ENDS_SENTENCE) === 0) continue
      text[length - 1] = FULL_STOP
      text[length++] = (code & ENDS_PARAGRAPH) === 0 ? BLANK : separator.charCodeAt(0)
    }
    return text.toString('latin1', 0, length - 1)
  }

  /** Writes a word and its blank from `start` on; gives where they end. */
  #copy(word: number, start: number): number {
    const end = start + (this.#lengths[word] ?? 0)
    let from = word * this.#steps
    for (let at = start; at < end; at += STEP) this.#view.setFloat64(at, this.#source[from++] ?? 0, LITTLE_ENDIAN)
    return end
  }

  #grow(least: number): void {
    this.#text = Buffer.allocUnsafe(2 * least)
    this.#view = viewOf(this.#text)
  }
}

const MOST_LETTERS = 100
const FULL_STOP = 0x2e
const BLANK = 0x20

// Numbers are only the vehicle: the bytes have to come out in the order in which they went in.
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** In Latin-1, but for bytes that could make a number that is none: its bits need not stay as they are. */
function isWritable(word: string): boolean {
  const letters = word + capitalized(word)
  for (let at = 0; at < letters.length; at++) {
    const code = letters.charCodeAt(at)
    if (code > 0xfe || code === 0x7f) return false
  }
  return true
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.substring(1)
}
