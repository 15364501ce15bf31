import type { RowPlace } from './describe-row.js'
import { FactoryError } from './factory-error.js'
import { describeGiven } from './describe-given.js'

interface Pairs {
  /** The factory whose rows are attached to others. */
  readonly factory: string
  readonly relation: string
}

interface Related {
  /** The factory of the rows that are attached. */
  readonly related: string
  readonly column: string
}

/** Rows cannot be attached as a `manyToMany` asks for it. */
export class PivotError extends FactoryError {
  /** `parts`: what the rows have to have beside; `place`: the row that wants them, where it is known. */
  static tooManyPairs(details: {
    readonly factory: string
    readonly relations: readonly string[]
    readonly related: string
    readonly count: number
    readonly rows: number
    readonly parts?: Readonly<Record<string, unknown>> | undefined
    readonly place?: RowPlace
  }): PivotError {
    const { factory, relations, related, count, rows, parts = {}, place } = details
    const names = relations.map((name) => `"${name}"`).join(' and ')
    const those = Object.entries(parts).map(([column, value]) => ` with ${column} ${String(value)}`).join(' and')
    return new PivotError({
      code: 'SEEDKIT_TOO_MANY_PAIRS',
      message: `${factory} wants ${count} different rows for relation${relations.length === 1 ? '' : 's'} ${names}, and recycle(${related}) has ${rows}${those}.`,
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

  /** A row to attach and its parent have different values in a column that is part of both keys. */
  static otherPart(details: Pairs & Related & { readonly value: unknown; readonly wanted: unknown; readonly place: RowPlace }): PivotError {
    const { factory, relation, related, column, value, wanted, place } = details
    return new PivotError({
      code: 'SEEDKIT_PAIR_DIFFERS',
      message: `A row for relation "${relation}" of ${factory} is told to have "${column}" ${String(value)}, and the row it is attached to has ${String(wanted)}.`,
      hint: `The pivot table has one column for both: give rows of ${related} that agree, or leave "${column}" out.`,
      row: place,
    })
  }

  /** New rows would have to be given what the database makes. */
  static generatedPart(details: Pairs & Related & { readonly place: RowPlace }): PivotError {
    const { factory, relation, related, column, place } = details
    return new PivotError({
      code: 'SEEDKIT_PAIR_DIFFERS',
      message: `New rows for relation "${relation}" of ${factory} would need the "${column}" of the row they are attached to, and the database generates that of ${related}.`,
      hint: `The pivot table has one column for both: attach rows that are there, or give the pivot table a column for each.`,
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
    const what = Array.isArray(value) ? 'an empty list' : describeGiven(value)
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
