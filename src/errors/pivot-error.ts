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
}
