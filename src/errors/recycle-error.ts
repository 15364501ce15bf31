import { FactoryError } from './factory-error.js'
import { describeGiven } from './describe-given.js'
import { suggestion } from './suggestion.js'

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

  static badOptions({ factory, options }: Recycled & { readonly options: unknown }): RecycleError {
    return fault('BAD_RECYCLE', `recycle() of ${factory} was given ${describeGiven(options)} as options.`, "Write { strategy: 'roundRobin' }.")
  }

  static unknownOption({ factory, option, known }: Recycled & { readonly option: string; readonly known: readonly string[] }): RecycleError {
    return fault('BAD_RECYCLE', `recycle() of ${factory} was given an option it does not know: "${option}".`, suggestion(option, known))
  }

  static badStrategy({ factory, strategy, known }: Recycled & { readonly strategy: unknown; readonly known: readonly string[] }): RecycleError {
    const hint = typeof strategy === 'string' ? suggestion(strategy, known) : `There are: ${known.join(', ')}.`
    return fault('BAD_RECYCLE', `recycle() of ${factory} was given the strategy ${describeGiven(strategy)}, which is none.`, hint)
  }

  static noWeight({ factory }: Recycled): RecycleError {
    return fault('BAD_RECYCLE', `recycle() of ${factory} was given the strategy 'weighted' without a weight.`, `Write { strategy: 'weighted', weight: (row) => … }.`)
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
    const hint = 'Let `weight` give a number for each row; 0 leaves a row out.'
    return fault('BAD_WEIGHTS', `The weights for recycle(${factory}) are no numbers from 0 on, at least one of them above it.`, hint)
  }
}

function fault(code: string, message: string, hint?: string): RecycleError {
  return new RecycleError({ code: `SEEDKIT_${code}`, message, hint })
}
