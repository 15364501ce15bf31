import type { Knex } from 'knex'

/** Rows that the user's own code inserted through Knex. */
export interface WatchedInsert {
  readonly table: string
  readonly rows: number
}

/** What Knex tells of a query that has ended; the result differs from driver to driver. */
interface EndedQuery {
  readonly method?: unknown
  readonly response?: unknown
  readonly context?: { readonly changes?: unknown }
}

/**
 * Tells of the rows that Knex's query builder inserts on a transaction. Seedkit's own statements are none of them: they are raw queries to Knex, and are
 * told of by the gate.
 */
export function watchInserts(trx: Knex.Transaction, onInsert: (insert: WatchedInsert) => void): void {
  trx.on('query-response', (_: unknown, query: EndedQuery, builder: { readonly _single?: { readonly table?: unknown } } | undefined) => {
    if (query.method !== 'insert') return
    const table = builder?._single?.table
    const rows = insertedRows(query)
    if (typeof table === 'string' && rows !== undefined) onInsert({ table, rows })
  })
}

/** SQLite's drivers count changes, mysql2 affected rows in a header, pg in its result; an insert that returns rows gives them. */
function insertedRows({ response, context }: EndedQuery): number | undefined {
  const first: unknown = Array.isArray(response) ? response[0] : response
  const counted = [numberIn(first, 'affectedRows'), numberIn(response, 'rowCount'), context?.changes].find((count) => typeof count === 'number')
  if (typeof counted === 'number') return counted
  return Array.isArray(response) ? response.length : undefined
}

function numberIn(value: unknown, property: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, property) : undefined
}
