import { ArgumentError } from '../../errors/argument-error.js'
import { NaturalKeyError } from '../../errors/natural-key-error.js'
import { isThenable } from '../../support/is-thenable.js'
import type { AttributeBag } from '../blueprint.js'
import { checkAttributes } from '../check-attributes.js'
import { isFactory } from '../factory-internals.js'
import { isPending } from '../is-pending.js'
import type { KeyedRow } from './keyed-row.js'

interface Subject {
  readonly factory: string
  readonly call: string
}

/** Checks what `firstOrCreate()` and `updateOrCreate()` were given. */
export function readKeyedRow(subject: Subject, where: unknown, given: unknown): KeyedRow {
  if (!isBag(where) || Object.keys(where).length === 0) throw NaturalKeyError.noColumn(subject)
  checkAttributes(given, { factory: subject.factory, call: `${subject.call}()` })
  checkKey(subject, where, Object.keys(where), undefined)
  return { where, given: Object.fromEntries(Object.entries((given as AttributeBag | undefined) ?? {}).filter(([column, value]) => !Object.hasOwn(where, column) || says(value, where[column]))) }
}

/** Whether an attribute says more of a column than the key: `undefined` leaves it as it is, and a factory makes no parent where there is one. */
function says(value: unknown, key: unknown): boolean {
  return value !== undefined && !(isFactory(value) && key !== null)
}

/** Checks what `upsert()` was given, and takes each row's natural key apart from its other attributes. */
export function readKeyedRows(subject: Subject, rows: unknown, by: unknown): readonly KeyedRow[] {
  const columns: readonly unknown[] = Array.isArray(by) ? by : [by]
  const named = columns.every((column): column is string => typeof column === 'string' && column !== '')
  if (columns.length === 0 || !named) throw NaturalKeyError.noColumn(subject)
  if (!Array.isArray(rows)) throw NaturalKeyError.noRows(subject)
  checkColumns(subject, rows, columns)
  return rows.map((row: unknown, index) => {
    if (!isBag(row)) throw ArgumentError.notAttributes({ factory: subject.factory, call: `Row ${index + 1} of ${subject.call}()`, value: row })
    checkKey(subject, row, columns, index)
    const entries = Object.entries(row)
    return {
      where: Object.fromEntries(entries.filter(([column]) => columns.includes(column))),
      given: Object.fromEntries(entries.filter(([column]) => !columns.includes(column))),
    }
  })
}

/** A column that no row has is a slip of the pen. */
function checkColumns({ factory, call }: Subject, rows: readonly unknown[], columns: readonly string[]): void {
  const column = rows.length === 0 ? undefined : columns.find((each) => !rows.some((row) => isBag(row) && each in row))
  if (column === undefined || !rows.every(isBag)) return
  throw ArgumentError.unknownKeyColumn({ factory, call, column, known: [...new Set(rows.flatMap((row) => Object.keys(row)))] })
}

function checkKey(subject: Subject, row: AttributeBag, columns: readonly string[], index: number | undefined): void {
  for (const column of columns) {
    const value = row[column]
    const isPlain = value !== undefined && typeof value !== 'function' && !isFactory(value) && !isPending(value)
    if (!isPlain) throw NaturalKeyError.noValue({ ...subject, column, index, value })
  }
}

function isBag(value: unknown): value is AttributeBag {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isThenable(value)
}
