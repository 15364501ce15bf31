import type { RunSummary } from '../../app/run-summary.js'
import { formatCount, formatRate, formatTime } from './format.js'

const HEAD = ['Seeder', 'Table', 'Rows', 'Time', 'Rows/s'] as const
/** Names to the left, figures to the right. */
const LEFT_COLUMNS = 2

/** What a run inserted, one line for each seeder and table, and the total. */
export function summaryTable(summary: RunSummary): readonly string[] {
  let before: string | undefined
  const body = summary.tables.map((entry) => {
    const seeder = entry.seeder ?? '-'
    const shown = seeder === before ? '' : seeder
    before = seeder
    return [shown, entry.table, ...figures(entry.rows, entry.milliseconds)]
  })
  const cells = [[...HEAD], ...body, ['Total', '', ...figures(summary.rows, summary.milliseconds)]]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) => row.map((cell, column) => aligned(cell, column, widths[column] ?? 0)).join('  ').trimEnd())
  const rule = '-'.repeat(Math.max(...lines.map((line) => line.length)))
  return [lines[0] ?? '', rule, ...lines.slice(1, -1), ...(body.length === 0 ? [] : [rule]), lines.at(-1) ?? '']
}

function figures(rows: number, milliseconds: number): readonly string[] {
  return [formatCount(rows), formatTime(milliseconds), formatRate(rows, milliseconds)]
}

function aligned(cell: string, column: number, width: number): string {
  return column < LEFT_COLUMNS ? cell.padEnd(width) : cell.padStart(width)
}
