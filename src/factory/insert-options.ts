import { StreamError } from '../errors/stream-error.js'

/** How `insert()` goes about it. Neither changes a value. */
export interface InsertOptions {
  /** Rows that are built and written together: 1 to 10,000, about 1,000 if left out. More take more memory and are no faster. */
  readonly chunkSize?: number | undefined
  /** `check`: row by row, as ever. `verify`: the foreign keys of the tables written are checked once, when the call ends. Left out, what the run says. */
  readonly foreignKeys?: 'check' | 'verify' | undefined
}

const MOST_ROWS = 10_000

/** Refuses options that do not exist or make no sense. */
export function checkInsertOptions(options: InsertOptions, factory: string): void {
  // Boundary: callers in JavaScript.
  if (typeof options !== 'object' || options === null) throw StreamError.badOptions({ factory, value: options })
  for (const option of Object.keys(options)) {
    if (option !== 'chunkSize' && option !== 'foreignKeys') throw StreamError.unknownOption({ factory, option })
  }
  const { chunkSize, foreignKeys } = options
  if (chunkSize !== undefined && !(Number.isSafeInteger(chunkSize) && chunkSize >= 1 && chunkSize <= MOST_ROWS)) {
    throw StreamError.badChunkSize({ factory, value: chunkSize })
  }
  if (foreignKeys !== undefined && foreignKeys !== 'check' && foreignKeys !== 'verify') throw StreamError.badForeignKeys({ factory, value: foreignKeys })
}
