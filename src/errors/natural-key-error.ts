import { FactoryError } from './factory-error.js'

interface KeyedCall {
  readonly factory: string
  /** `firstOrCreate`, `updateOrCreate` or `upsert`. */
  readonly call: string
}

/** Rows cannot be found by what was given as their natural key. */
export class NaturalKeyError extends FactoryError {
  static noColumn({ factory, call }: KeyedCall): NaturalKeyError {
    return new NaturalKeyError({
      code: 'SEEDKIT_NO_NATURAL_KEY',
      message: `${call}() of ${factory} was given no column to find a row by.`,
      hint: call === 'upsert' ? `Write upsert(rows, 'email').` : `Write ${call}({ email: 'a@b.c' }, { … }).`,
    })
  }

  /** `index` counted from 0. */
  static noValue(details: KeyedCall & { readonly column: string; readonly index: number | undefined; readonly value: unknown }): NaturalKeyError {
    const { factory, call, column, index, value } = details
    const row = index === undefined ? '' : ` for row ${index + 1}`
    const fact = value === undefined ? 'no value' : 'no plain value'
    return new NaturalKeyError({
      code: 'SEEDKIT_BAD_NATURAL_KEY',
      message: `${call}() of ${factory} was given ${fact} for "${column}"${row}, which rows are found by.`,
      hint: 'Give a value; null finds rows without one.',
    })
  }

  /** `index` counted from 0. */
  static nullCounter({ factory, call, column, index }: KeyedCall & { readonly column: string; readonly index: number | undefined }): NaturalKeyError {
    const row = index === undefined ? '' : ` for row ${index + 1}`
    return new NaturalKeyError({
      code: 'SEEDKIT_BAD_NATURAL_KEY',
      message: `${call}() of ${factory} was given null for "${column}"${row}, which the database counts up and no row is without.`,
      hint: 'Give the key of a row, find rows by another column, or make new ones with createBatch().',
    })
  }

  static noRows({ factory, call }: KeyedCall): NaturalKeyError {
    return new NaturalKeyError({
      code: 'SEEDKIT_NO_ROWS',
      message: `${call}() of ${factory} was given no list of rows.`,
      hint: `Write ${call}([{ … }, { … }], 'email').`,
    })
  }

  /** Two rows given mean the same row. Counted from 0. */
  static sameRow(details: KeyedCall & { readonly columns: readonly string[]; readonly first: number; readonly second: number }): NaturalKeyError {
    const { factory, call, columns, first, second } = details
    return new NaturalKeyError({
      code: 'SEEDKIT_SAME_NATURAL_KEY',
      message: `Rows ${first + 1} and ${second + 1} given to ${call}() of ${factory} have the same ${list(columns)}.`,
      hint: 'Take one of them out, or name more columns to tell them apart.',
    })
  }

  /** Several rows of the table are meant by one that was given. */
  static severalRows(
    details: KeyedCall & { readonly columns: readonly string[]; readonly index: number; readonly of: number; readonly found: number },
  ): NaturalKeyError {
    const { factory, call, columns, index, of, found } = details
    const row = of === 1 ? '' : ` for row ${index + 1} of ${of}`
    return new NaturalKeyError({
      code: 'SEEDKIT_SEVERAL_ROWS',
      message: `${call}() of ${factory} finds ${found} rows with the same ${list(columns)}${row}.`,
      hint: 'Name more columns to tell them apart, and give the table a unique index on them.',
    })
  }
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(' and ')
}
