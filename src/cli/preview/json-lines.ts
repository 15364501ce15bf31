import { plainValue } from './plain-value.js'

type Row = Readonly<Record<string, unknown>>

/** Rows as a JSON array, one row a line. */
export function jsonLines(rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return ['[]']
  const objects = rows.map((row, index) => `  ${JSON.stringify(plainValue(row))}${index === rows.length - 1 ? '' : ','}`)
  return ['[', ...objects, ']']
}
