/** Room for a part of a file. */
const room = 128 * 1024
/** Of UTF-8, for each code unit. */
const mostBytes = 3
/** Kept for the next files: 4 MB. */
const mostKept = 32

const kept: ArrayBuffer[] = []

/**
 * The bytes of texts that are soon sent and forgotten, in memory that is used again: memory outside of V8's heap that has lived through two of its small
 * collections is given back with the next large one only, many files later.
 */
export const ReusedBytes = {
  /** Up to so many code units of text have room. */
  mostLetters: Math.floor(room / mostBytes),

  /** A text in UTF-8. A longer one gets memory of its own. */
  of(text: string): Buffer {
    if (text.length > ReusedBytes.mostLetters) return Buffer.from(text)
    const bytes = Buffer.from(kept.pop() ?? new ArrayBuffer(room))
    return bytes.subarray(0, bytes.write(text))
  },

  /** Nobody reads these bytes any more, and nobody gives them back again. */
  giveBack(all: readonly Buffer[]): void {
    for (const { buffer } of all) if (buffer instanceof ArrayBuffer && buffer.byteLength === room && kept.length < mostKept) kept.push(buffer)
  },
}
