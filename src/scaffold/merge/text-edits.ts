/** Pieces put into a text, everything else of which stays byte for byte. */
export class TextEdits {
  readonly text: string
  /** How the text ends its lines. */
  readonly lineEnd: '\n' | '\r\n'
  readonly #pieces: { readonly at: number; readonly code: string }[] = []

  constructor(text: string) {
    this.text = text
    this.lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0
  }

  /** Puts code before the letter at a place; pieces for one place stand in the order in which they came. */
  insert(at: number, code: string): void {
    this.#pieces.push({ at, code: code.replaceAll(/\r?\n/g, this.lineEnd) })
  }

  /** Whether something has been put at a place. */
  hasAt(at: number): boolean {
    return this.#pieces.some((piece) => piece.at === at)
  }

  /** The end of the line that a place is in, before its line break. */
  endOfLine(at: number): number {
    const next = this.text.indexOf('\n', at)
    const end = next === -1 ? this.text.length : next
    return this.text[end - 1] === '\r' ? end - 1 : end
  }

  /** The white space in front of the line that a place is in; in a comment with its star. */
  indentAt(at: number): string {
    const start = this.text.lastIndexOf('\n', at - 1) + 1
    return /^[\t ]*(?:\*[\t ]*)?/.exec(this.text.slice(start, at))?.[0] ?? ''
  }

  apply(): string {
    let result = ''
    let from = 0
    for (const { at, code } of this.#pieces.toSorted((a, b) => a.at - b.at)) {
      result += this.text.slice(from, at) + code
      from = at
    }
    return result + this.text.slice(from)
  }
}
