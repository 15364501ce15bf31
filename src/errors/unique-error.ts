import { describeRow, type RowPlace } from './describe-row.js'
import { FactoryError } from './factory-error.js'

interface Unique {
  readonly factory: string
  readonly key: string
}
interface Domain {
  /** Distinct values that were seen. */
  readonly seen: number
}

/** A row, or a value of `unique()`, that collides with another and cannot be drawn otherwise. */
export class UniqueError extends FactoryError {
  static duplicateKey(details: RowPlace & { readonly key: readonly (readonly [column: string, shown: string])[] }): UniqueError {
    const key = details.key.map(([column, shown]) => `"${column}" = ${shown}`).join(', ')
    const hint = 'It was given, or comes out the same each time the row is drawn: give another value, or let definition() draw one.'
    return new UniqueError({ code: 'SEEDKIT_DUPLICATE_KEY', message: `${describeRow(details)} has ${key}, and so has another row.`, hint, row: { ...details, columns: details.key.map(([column]) => column) } })
  }

  static noNewKey(details: RowPlace & Domain & { readonly columns: readonly string[]; readonly attempts: number; readonly asked: number }): UniqueError {
    const { columns, attempts, seen, asked } = details
    const key = columns.map((column) => `"${column}"`).join(', ')
    const message = `${describeRow(details)} finds no new value for ${key} in ${attempts} attempts: ${seen} different values seen, ${asked} rows asked for.`
    return new UniqueError({ code: 'SEEDKIT_NO_NEW_KEY', message, hint: DRAW_MORE, row: details })
  }

  static noUniqueValue({ factory, key, tries, seen }: Unique & Domain & { readonly tries: number }): UniqueError {
    const message = `unique("${key}") of ${factory} finds no new value in ${tries} tries: ${seen} different values seen.`
    return new UniqueError({ code: 'SEEDKIT_NO_UNIQUE_VALUE', message, hint: DRAW_MORE })
  }

  static badUnique({ factory, key }: Unique): UniqueError {
    const message = `unique("${key}") of ${factory} was given no function that gives a plain value.`
    return new UniqueError({ code: 'SEEDKIT_BAD_UNIQUE', message, hint: `Write this.unique('code', () => this.faker.string.alphanumeric(8)).` })
  }
}

const DRAW_MORE = 'Draw from more values, or ask for fewer rows.'
