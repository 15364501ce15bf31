import { valueToken } from '../values/value-token.js'
import { keyText } from '../write/key-text.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk } from '../write/write-context.js'

/** Places of the rows whose values in `columns` are printed by the database as `text`. */
export function rowsPrintedAs(
  chunk: RowChunk,
  columns: readonly ColumnPlan[],
  text: string,
  separators: readonly string[],
): readonly number[] {
  return chunk.rows.flatMap((row, k) => {
    const given = columns.map(({ name }) => row[name])
    if (given.some((value) => value === null || value === undefined)) return []
    const [column] = columns
    const same =
      columns.length === 1 && column !== undefined
        ? keyText(decoded(column, text, given[0])) === keyText(given[0]) || text === keyText(given[0])
        : separators.some((separator) => given.map(keyText).join(separator) === text)
    return same ? [k] : []
  })
}

function decoded({ codec }: ColumnPlan, text: string, given: unknown): unknown {
  try {
    return codec.decode(text, given)
  } catch {
    return text
  }
}

/** Place of an earlier row with the same values in `columns`. */
export function earlierTwin(chunk: RowChunk, columns: readonly ColumnPlan[], row: number): number | undefined {
  const textOf = (k: number) => columns.map(({ name }) => keyText(chunk.rows[k]?.[name])).join('\0')
  const wanted = textOf(row)
  for (let k = 0; k < row; k++) if (textOf(k) === wanted) return k
  // Databases may take "A" and "a" for the same.
  for (let k = 0; k < row; k++) if (textOf(k).toLowerCase() === wanted.toLowerCase()) return k
  // And "12:00" and "12:00:00", "Weise" and "Weiße".
  return looseTwin(chunk, columns, { row, from: 0, to: row })
}

/** Place of a later row whose values in `columns` a database may take for the same. */
export function laterTwin(chunk: RowChunk, columns: readonly ColumnPlan[], row: number): number | undefined {
  return looseTwin(chunk, columns, { row, from: row + 1, to: chunk.rows.length })
}

function looseTwin(chunk: RowChunk, columns: readonly ColumnPlan[], { row, from, to }: { readonly row: number; readonly from: number; readonly to: number }): number | undefined {
  for (const equality of ['forgiving', 'simple'] as const) {
    const tokensOf = (k: number) => columns.map((column) => valueToken(chunk.rows[k]?.[column.name], column, equality))
    const own = tokensOf(row)
    if (own.length === 0 || own.includes(undefined)) return undefined
    for (let k = from; k < to; k++) if (tokensOf(k).every((token, part) => token === own[part])) return k
  }
  return undefined
}

/** The first row that could be printed as PostgreSQL's "Failing row contains (1, abc, null)". */
export function rowInDetail(chunk: RowChunk, text: string): number | undefined {
  const place = chunk.rows.findIndex((row) => {
    const parts = chunk.plan.columns.map(({ name, column }) => {
      const given = row[name]
      if (given === undefined) return '.*?'
      if (given === null) return 'null'
      if (typeof given === 'boolean' && column.kind === 'boolean') return given ? 't' : 'f'
      if (typeof given === 'string') return `${escape(given.slice(0, 40))}.*?`
      return typeof given === 'number' || typeof given === 'bigint' ? `${escape(String(given))}(?:\\.0+)?` : '.*?'
    })
    return new RegExp(`^${parts.join(', ')}$`, 's').test(text)
  })
  return place === -1 ? undefined : place
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
