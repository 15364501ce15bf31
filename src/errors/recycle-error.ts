import { FactoryError } from './factory-error.js'

interface Recycled {
  /** The factory whose rows are used again. */
  readonly factory: string
}

/** Rows cannot be used again as `recycle()` asks for it. */
export class RecycleError extends FactoryError {
  static noRows({ factory }: Recycled): RecycleError {
    return fault('NOTHING_TO_RECYCLE', `recycle(${factory}) was given no rows.`, `Create some first, or leave recycle() out.`)
  }

  static withoutKey({ factory, recycled, column }: Recycled & { readonly recycled: string; readonly column: string }): RecycleError {
    return fault('RECYCLED_WITHOUT_KEY', `A row that ${factory} recycles for ${recycled} has no "${column}".`, `Give rows as create() or a query gives them.`)
  }

  static badCall({ factory }: Recycled): RecycleError {
    const hint = `Write recycle(UserFactory, rows), recycle(UserFactory, (query) => query.where(…)), and { strategy: 'weighted', weight: (row) => … } for weights.`
    return fault('BAD_RECYCLE', `recycle() of ${factory} was given something else than a factory class and rows or a query.`, hint)
  }

  static badQuery({ factory }: Recycled): RecycleError {
    return fault('BAD_RECYCLE', `The function given to recycle(${factory}) does not give the query back.`, `Write (query) => query.where(…).`)
  }

  /** A function of the user's reads more than the key of a row that was found by query. */
  static columnNotRead({ factory, column }: Recycled & { readonly column: string }): RecycleError {
    const hint = `A query given to recycle() reads keys alone: give the rows themselves, or read "${column}" by the key.`
    return fault('COLUMN_NOT_READ', `"${column}" of a row that recycle(${factory}) found by query was not read.`, hint)
  }

  static badWeights({ factory }: Recycled): RecycleError {
    return fault('BAD_WEIGHTS', `The weights for recycle(${factory}) are no numbers from 0 on, at least one of them above it.`)
  }
}

function fault(code: string, message: string, hint?: string): RecycleError {
  return new RecycleError({ code: `SEEDKIT_${code}`, message, hint })
}
