import { cellText } from './cell-text.js'
import { columnNames } from './column-names.js'
import { fitText } from './fit-text.js'
import { textWidth } from '../text-width.js'

type Row = Readonly<Record<string, unknown>>

/** Columns narrower than this say nothing any more. */
const NARROWEST = 8
const GAP = '  '

/** Rows as an aligned table that is at most so wide, its longest values cut; row by row, one line a column, where it has too many columns for that. */
export function tableLines(rows: readonly Row[], width: number): readonly string[] {
  const columns = columnNames(rows)
  if (rows.length === 0) return ['(no rows)']
  if (columns.length === 0) return [rows.length === 1 ? '(1 row without values)' : `(${rows.length} rows without values)`]
  const cells = rows.map((row) => columns.map((column) => cellText(row[column])))
  const natural = columns.map((column, at) => Math.max(textWidth(column), ...cells.map((row) => textWidth(row[at] ?? ''))))
  const widths = fitted(natural, width - GAP.length * (columns.length - 1))
  if (widths === undefined) return records(columns, cells, width)
  const numeric = columns.map((column) => rows.every((row) => isNumber(row[column])) && rows.some((row) => (row[column] ?? undefined) !== undefined))
  const line = (texts: readonly string[]): string => texts.map((text, at) => aligned(text, widths[at] ?? 0, numeric[at] === true ? 'right' : 'left')).join(GAP).trimEnd()
  return [line(columns), widths.map((each) => '-'.repeat(each)).join(GAP), ...cells.map(line)]
}

function isNumber(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'number' || typeof value === 'bigint'
}

/** Takes from the widest columns until all of them fit; undefined where they cannot. */
function fitted(natural: readonly number[], room: number): readonly number[] | undefined {
  const widths = [...natural]
  const least = natural.reduce((sum, each) => sum + Math.min(each, NARROWEST), 0)
  if (least > room) return undefined
  for (let total = widths.reduce((sum, each) => sum + each, 0); total > room; total--) {
    const widest = widths.indexOf(Math.max(...widths))
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function aligned(text: string, width: number, side: 'left' | 'right'): string {
  return side === 'right' && textWidth(text) <= width ? ' '.repeat(width - textWidth(text)) + text : fitText(text, width)
}

function records(columns: readonly string[], cells: readonly (readonly string[])[], width: number): readonly string[] {
  const names = Math.min(Math.max(...columns.map(textWidth)), Math.floor(width / 2))
  const room = Math.max(width - names - GAP.length, 1)
  return cells.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    `-- row ${index + 1} ${'-'.repeat(Math.max(width - 8 - String(index + 1).length, 0))}`,
    ...columns.map((column, at) => `${fitText(column, names)}${GAP}${fitText(row[at] ?? '', room)}`.trimEnd()),
  ])
}
