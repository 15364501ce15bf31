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
    const wanted =
      options.values === 'raw' && dialect.rawOptions !== undefined ? query.options(dialect.rawOptions) : query
    const result = dialect.readResult(await wanted)
    const parts = statement.parts?.reduce((sum, part) => sum + part.rows, 0)
    const rows = parts ?? (result.rows.length > 0 ? result.rows.length : (result.affected ?? 0))
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
  if (!statement.sql.includes('\\?') || dialect.verbatim === undefined) return knex.raw(statement.sql, bindings)
  return withMarkedNames(knex, statement, dialect.verbatim)
}

const tokens = /`(?:[^`]|``)*`|"(?:[^"]|"")*"|'(?:[^']|'')*'|\?/g

/** Knex leaves the `\?` of a name as it is here, so such a name goes in as a value that prints itself. */
function withMarkedNames(
  knex: Knex,
  { sql, bindings }: Statement,
  verbatim: NonNullable<Dialect['verbatim']>,
): Knex.Raw {
  const values = bindings.values()
  const all: unknown[] = []
  const text = sql.replace(tokens, (token) => {
    if (token === '?') all.push(values.next().value)
    else if (token.includes('\\?')) all.push(verbatim(knex, token.replaceAll('\\?', '?')))
    else return token
    return '?'
  })
  return knex.raw(text, all as Knex.RawBinding[])
}
