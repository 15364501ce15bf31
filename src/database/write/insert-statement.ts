import type { Statement, StatementLabel } from '../database.js'
import { qualifiedName } from '../qualified-name.js'
import type { RowChunk, WriteContext } from './write-context.js'

/** INSERT of a chunk's rows, or of its first `count`; `tail` is the RETURNING clause. */
export function insertStatement(
  context: WriteContext,
  chunk: RowChunk,
  tail: string,
  count = chunk.rows.length,
): Statement {
  const into = `insert into ${qualifiedName(context.dialect, chunk.request.table)}`
  const values =
    chunk.columns.length === 0
      ? emptyValues(context, chunk, count)
      : `(${chunk.columns.map(({ quoted }) => quoted).join(', ')})${overriding(chunk)} values ${(count === chunk.tuples.length ? chunk.tuples : chunk.tuples.slice(0, count)).join(',')}`
  return {
    kind: 'insert',
    sql: `${into} ${values}${tail}`,
    bindings: count === chunk.rows.length ? chunk.bindings : chunk.bindings.slice(0, count * chunk.columns.length),
    table: chunk.request.table,
    label: insertLabel(chunk),
  }
}

/** PostgreSQL's GENERATED ALWAYS AS IDENTITY: keys that were given are meant. */
function overriding({ columns }: RowChunk): string {
  return columns.some(({ column }) => column.generated) ? ' overriding system value' : ''
}

function emptyValues({ dialect }: WriteContext, chunk: RowChunk, count: number): string {
  const repeat = (tuple: string) => Array.from({ length: count }, () => tuple).join(',')
  if (dialect.emptyRows === 'empty lists') return `() values ${repeat('()')}`
  const column = chunk.plan.columns.find((each) => !each.column.generated) ?? chunk.plan.columns[0]
  if (dialect.emptyRows === 'one by one' || column === undefined) return 'default values'
  return `(${column.quoted}) values ${repeat('(default)')}`
}

/** Which rows of the call the statement carries. */
export function insertLabel({ request, indexes }: RowChunk): StatementLabel {
  const offset = request.label.rows?.from ?? 1
  const of = request.label.rows?.of ?? request.rows.length
  const first = indexes[0] ?? 0
  const last = indexes.at(-1) ?? first
  return { ...request.label, rows: { from: first + offset, to: last + offset, of } }
}
