import type { RowPlace } from './describe-row.js'
import { FactoryError } from './factory-error.js'

interface Pairs {
  /** The factory whose rows are attached to others. */
  readonly factory: string
  readonly relation: string
}

/** Rows cannot be attached as a `manyToMany` asks for it. */
export class PivotError extends FactoryError {
  /** `place`: the row that wants them, where it is known. */
  static tooManyPairs(
    details: Pairs & { readonly related: string; readonly count: number; readonly rows: number; readonly place?: RowPlace },
  ): PivotError {
    const { factory, relation, related, count, rows, place } = details
    return new PivotError({
      code: 'SEEDKIT_TOO_MANY_PAIRS',
      message: `${factory} wants ${count} different rows for relation "${relation}", and recycle(${related}) has ${rows}.`,
      hint: `A pair is never attached twice: ask for at most ${rows}, or recycle more rows.`,
      row: place,
    })
  }

  static withoutKey({ factory, relation, related, column }: Pairs & { readonly related: string; readonly column: string }): PivotError {
    return new PivotError({
      code: 'SEEDKIT_ATTACHED_WITHOUT_KEY',
      message: `A row given for relation "${relation}" of ${factory} has no "${column}".`,
      hint: `Give rows that ${related} has created, or a count for new ones.`,
    })
  }

  /** A pivot attribute that is no value. */
  static lazyAttribute(details: Pairs & { readonly attribute: string; readonly value: unknown; readonly place: RowPlace }): PivotError {
    const { factory, relation, attribute, value, place } = details
    const what = typeof value === 'function' ? 'a function' : 'a promise or a factory'
    return new PivotError({
      code: 'SEEDKIT_LAZY_PIVOT',
      message: `Pivot attribute "${attribute}" of relation "${relation}" of ${factory} is ${what}.`,
      hint: `Give values, or one function (parent, related, index, { faker }) => ({ … }) for the whole pivot row.`,
      row: place,
    })
  }

  static keyGiven({ factory, relation, column, place }: Pairs & { readonly column: string; readonly place?: RowPlace }): PivotError {
    return new PivotError({
      code: 'SEEDKIT_BAD_PIVOT',
      message: `The pivot values of relation "${relation}" of ${factory} have a value for "${column}", which holds a key of the pair.`,
      hint: `Leave "${column}" out: it is filled by the rows that are attached to each other.`,
      row: place,
    })
  }

  static badValues({ factory, relation, value }: Pairs & { readonly value: unknown }): PivotError {
    const what = Array.isArray(value) ? 'an empty list' : value === null ? 'null' : `a ${typeof value}`
    return new PivotError({
      code: 'SEEDKIT_BAD_PIVOT',
      message: `The pivot values of relation "${relation}" of ${factory} are ${what}.`,
      hint: `Give attributes, a list of attributes in turn, or a function (parent, related, index, { faker }) => ({ … }).`,
    })
  }

  static withoutPairs({ factory, relation, kind }: Pairs & { readonly kind: string }): PivotError {
    return new PivotError({
      code: 'SEEDKIT_BAD_PIVOT',
      message: `Relation "${relation}" of ${factory} was given pivot values, but a ${kind} has no pivot table.`,
      hint: `Give attributes of the rows themselves as the argument before.`,
    })
  }

  static configuredRows({ factory, relation }: Pairs): PivotError {
    return new PivotError({
      code: 'SEEDKIT_CONFIGURED_ROWS',
      message: `Relation "${relation}" of ${factory} was given rows that are there, and attributes or a function for new ones.`,
      hint: `Rows are attached as they are: leave the attributes out, or give a count. Values of the pivot row are the argument after.`,
    })
  }
}
