import { FactoryError } from './factory-error.js'

/** `insert()` cannot do what was asked of it. */
export class StreamError extends FactoryError {
  /** A child or a pivot function reads a column of its parent that only the database knows. */
  static columnNotRead({ table, column }: { readonly table: string; readonly column: string }): StreamError {
    return new StreamError({
      code: 'SEEDKIT_COLUMN_NOT_READ',
      message: `"${column}" of the parent in "${table}" is not known under insert(): its factory does not give it, and only keys are read back.`,
      hint: `Give "${column}" in the parent's definition or state, or use createBatch().`,
    })
  }

  static badChunkSize({ factory, value }: { readonly factory: string; readonly value: unknown }): StreamError {
    return new StreamError({
      code: 'SEEDKIT_BAD_CHUNK_SIZE',
      message: `insert() of ${factory} was given a chunkSize that is no whole number from 1 to 10,000: ${String(value)}.`,
      hint: 'Leave it out: it changes speed and memory, never values.',
    })
  }

  static badForeignKeys({ factory, value }: { readonly factory: string; readonly value: unknown }): StreamError {
    return new StreamError({
      code: 'SEEDKIT_BAD_FOREIGN_KEYS',
      message: `insert() of ${factory} was given foreignKeys: ${String(value)}.`,
      hint: "Write 'check' (row by row, as ever) or 'verify' (once, at the end of the call).",
    })
  }

  static badOptions({ factory, value }: { readonly factory: string; readonly value: unknown }): StreamError {
    return new StreamError({
      code: 'SEEDKIT_UNKNOWN_OPTION',
      message: `insert() of ${factory} was given options that are no object: ${String(value)}.`,
      hint: 'Leave them out, or give an object: { chunkSize, foreignKeys }.',
    })
  }

  static unknownOption({ factory, option }: { readonly factory: string; readonly option: string }): StreamError {
    return new StreamError({
      code: 'SEEDKIT_UNKNOWN_OPTION',
      message: `insert() of ${factory} was given an option it does not know: "${option}".`,
      hint: 'There are: chunkSize, foreignKeys.',
    })
  }
}
