import { DatabaseError } from '../../errors/database-error.js'
import type { InsertRequest } from '../database.js'
import { printedName } from '../printed-name.js'
import type { ColumnSchema } from '../schema/table-schema.js'
import type { ValueRefusal } from '../values/value-refusal.js'
import { pivotOf } from './pivot-of.js'

export interface RefusedValue {
  readonly request: Pick<InsertRequest, 'table' | 'origin'>
  readonly index: number
  readonly column: ColumnSchema
  readonly refusal: ValueRefusal
}

/** The error for a value that was refused before anything was sent. */
export function refuseValue(options: RefusedValue): DatabaseError {
  const { request, index, column, refusal } = options
  const origin = request.origin(index)
  return DatabaseError.refused({
    code: 'SEEDKIT_INVALID_VALUE',
    source: origin,
    row: { number: origin.index + 1, of: origin.of },
    rows: undefined,
    table: printedName(request.table),
    fact: `cannot be stored: "${column.name}" ${refusal.message}`,
    detail: undefined,
    hint:
      refusal.hint ??
      (origin.isPair === true
        ? `Change "${column.name}" in the ${pivotOf(origin)}, or the type of the column (${column.type}).`
        : `Change what ${origin.factory}.${column.name} gives, or the type of the column (${column.type}).`),
    cause: undefined,
    columns: [column.name],
  })
}
