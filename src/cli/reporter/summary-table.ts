import type { RunSummary } from '../../app/run-summary.js'
import { formatCount, formatRate, formatTime } from './format.js'

const NAMES = ['Seeder', 'Table'] as const
const FIGURES = ['Rows', 'Time', 'Rows/s'] as const

/** What a run inserted, one line for each seeder and table (for each table, where there was no seeder), and the total. */
export function summaryTable(summary: RunSummary): readonly string[] {
  const names = summary.tables.length > 0 && summary.tables.every(({ seeder }) => seeder === undefined) ? NAMES.slice(1) : NAMES
  let before: string | undefined
  const body = summary.tables.map((entry) => {
    const seeder = entry.seeder ?? '-'
    const shown = seeder === before ? '' : seeder
    before = seeder
    return [...[shown, entry.table].slice(-names.length), ...figures(entry.rows, entry.milliseconds)]
  })
  const total = [...['Total', ''].slice(0, names.length), ...figures(summary.rows, summary.milliseconds)]
  const cells = [[...names, ...FIGURES], ...body, total]
  const widths = total.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const side = (column: number): 'left' | 'right' => (column < names.length ? 'left' : 'right')
  const lines = cells.map((row) => row.map((cell, column) => aligned(cell, widths[column] ?? 0, side(column))).join('  ').trimEnd())
  const rule = '-'.repeat(Math.max(...lines.map((line) => line.length)))
  return [lines[0] ?? '', rule, ...lines.slice(1, -1), ...(body.length === 0 ? [] : [rule]), lines.at(-1) ?? '']
}

function figures(rows: number, milliseconds: number): readonly string[] {
  return [formatCount(rows), formatTime(milliseconds), formatRate(rows, milliseconds)]
}

function aligned(cell: string, width: number, side: 'left' | 'right'): string {
  return side === 'left' ? cell.padEnd(width) : cell.padStart(width)
}
