import { columnNames } from './column-names.js'
import { plainValue } from './plain-value.js'

type Row = Readonly<Record<string, unknown>>

/** Rows as RFC 4180 writes them: a header, and lines that end with CR LF. NULL is an empty field, empty text an empty pair of quotation marks. */
export function csvLines(rows: readonly Row[]): readonly string[] {
  const columns = columnNames(rows)
  if (columns.length === 0) return []
  const records = rows.map((row) => columns.map((column) => field(row[column])))
  return [columns.map(quoted), ...records].map((record) => `${record.join(',')}\r`)
}

function field(value: unknown): string {
  if (value === null || value === undefined) return ''
  const plain = plainValue(value)
  return quoted(typeof plain === 'string' ? plain : JSON.stringify(plain))
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
