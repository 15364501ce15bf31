import type { InsertRequest } from '../database.js'
import type { Dialect } from '../dialects/dialect.js'
import { orRefuse } from '../failures/or-refuse.js'
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
  return orRefuse({ request, index, column }, () => {
    const encoded = codec.encode(value)
    return dialect.matching.storable(column, encoded) ?? encoded
  })
}
