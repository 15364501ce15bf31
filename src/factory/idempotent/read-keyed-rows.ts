import { FactoryError } from '../../errors/factory-error.js'
import { NaturalKeyError } from '../../errors/natural-key-error.js'
import { isThenable } from '../../support/is-thenable.js'
import type { AttributeBag } from '../blueprint.js'
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
  if (given !== undefined && !isBag(given)) throw FactoryError.noAttributes({ part: `${subject.call}()`, value: given })
  checkKey(subject, where, Object.keys(where), undefined)
  return { where, given: Object.fromEntries(Object.entries(given ?? {}).filter(([column, value]) => !Object.hasOwn(where, column) || says(value, where[column]))) }
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
  return rows.map((row: unknown, index) => {
    if (!isBag(row)) throw FactoryError.noAttributes({ part: `Row ${index + 1} of ${subject.call}()`, value: row })
    checkKey(subject, row, columns, index)
    const entries = Object.entries(row)
    return {
      where: Object.fromEntries(entries.filter(([column]) => columns.includes(column))),
      given: Object.fromEntries(entries.filter(([column]) => !columns.includes(column))),
    }
  })
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
