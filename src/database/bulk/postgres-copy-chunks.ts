import { refuseValue } from '../failures/refuse-value.js'
import type { ReservedKey } from '../sequences/key-reserve.js'
import { ValueRefusal } from '../values/value-refusal.js'
import type { RowChunk } from '../write/write-context.js'
import type { PostgresCopyText } from './postgres-copy-text.js'

/** The rows of one COPY. */
export interface PostgresCopyChunk {
  readonly chunk: RowChunk
  /** Their lines. */
  readonly lines: readonly Buffer[]
}

/** Rows in one COPY: more are no faster, and only cost memory. */
const mostRows = 10_000
/** Rows whose lines are put into one buffer. */
const rowsTogether = 200

/**
 * Rows as the lines of one or more COPYs. Those of one are made before it is sent: what is refused among them is refused before anything is sent, as with
 * INSERT.
 */
export function* postgresCopyChunks(whole: RowChunk, text: PostgresCopyText, keys: readonly ReservedKey[] | undefined, maxBytes: number): Generator<PostgresCopyChunk> {
  const { rows, indexes } = whole
  for (let at = 0; at < rows.length; ) {
    const start = at
    const lines: Buffer[] = []
    for (let bytes = 0; at < rows.length && at - start < mostRows && bytes < maxBytes; ) {
      let together = ''
      for (const end = Math.min(rows.length, at + rowsTogether); at < end && together.length < maxBytes; at++) together += lineOf(whole, at, text, keys)
      const buffer = Buffer.from(together)
      bytes += buffer.length
      lines.push(buffer)
    }
    yield { chunk: start === 0 && at === rows.length ? whole : { ...whole, rows: rows.slice(start, at), indexes: indexes.slice(start, at) }, lines }
  }
}

function lineOf({ request, rows, indexes }: RowChunk, at: number, text: PostgresCopyText, keys: readonly ReservedKey[] | undefined): string {
  try {
    return text.line(rows[at] ?? {}, keys?.[at])
  } catch (error) {
    const column = text.at?.column
    throw error instanceof ValueRefusal && column !== undefined ? refuseValue({ request, index: indexes[at] ?? 0, column, refusal: error }) : error
  }
}
