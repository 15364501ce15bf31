import type { InsertRequest } from '../database.js'
import type { Dialect } from '../dialects/dialect.js'
import { refuseValue } from '../failures/refuse-value.js'
import { ValueRefusal } from '../values/value-refusal.js'
import type { ColumnPlan } from '../write/table-plan.js'

interface GivenValue {
  readonly request: InsertRequest
  readonly index: number
  readonly column: ColumnPlan
  readonly value: unknown
}

/** A value as it goes into a list of an UPDATE. Throws DatabaseError for one that the column's codec refuses. */
export function encodeValue(dialect: Dialect, { request, index, column: { column, codec }, value }: GivenValue): unknown {
  if (value === null || value === undefined) return null
  try {
    const encoded = codec.encode(value)
    return dialect.matching.storable(column, encoded) ?? encoded
  } catch (error) {
    if (error instanceof ValueRefusal) throw refuseValue({ request, index, column, refusal: error })
    throw error
  }
}
