import type { Knex } from 'knex'
import type { DatabaseObserver, Statement } from './database.js'
import type { Dialect, DriverResult } from './dialects/dialect.js'

export interface GateOptions {
  /** Values come back as the database prints them, not parsed by the driver. */
  readonly values?: 'raw' | 'parsed'
}

/** The one way out: sends a statement on a handle and tells the observer. Errors pass through as the driver made them. */
export async function sendStatement(
  to: { readonly knex: Knex; readonly dialect: Dialect; readonly observer: DatabaseObserver | undefined },
  statement: Statement,
  options: GateOptions = {},
): Promise<DriverResult> {
  const { knex, dialect, observer } = to
  let started = performance.now()
  try {
    observer?.beforeStatement?.(statement)
    started = performance.now()
    const query = toRaw(knex, dialect, statement)
    const wanted = options.values === 'raw' && dialect.rawOptions !== undefined ? query.options(dialect.rawOptions) : query
    const result = dialect.readResult(await wanted)
    const rows = result.rows.length > 0 ? result.rows.length : (result.affected ?? 0)
    observer?.afterStatement?.({ statement, rows, milliseconds: performance.now() - started })
    return result
  } catch (error) {
    observer?.afterStatement?.({ statement, rows: 0, milliseconds: performance.now() - started, error })
    throw error
  }
}

function toRaw(knex: Knex, dialect: Dialect, statement: Statement): Knex.Raw {
  // Boundary: Knex types bindings by value; ours were encoded for the driver by the column's codec.
  const bindings = statement.bindings as Knex.RawBinding[]
  if (!statement.sql.includes('\\?')) return knex.raw(statement.sql, bindings)
  const mark = dialect.questionMark(knex)
  if (mark === undefined) return knex.raw(statement.sql, bindings)
  // A question mark in a name: Knex leaves "\?" as it is here, so it goes in as an expression that prints "?".
  const rest = bindings.values()
  const all: unknown[] = []
  const sql = statement.sql.replace(/\\?\?/g, (found) => {
    all.push(found === '\\?' ? mark : rest.next().value)
    return '?'
  })
  return knex.raw(sql, all as Knex.RawBinding[])
}
