/** @typedef {{ readonly title: string, readonly note?: string, readonly head: readonly string[], readonly rows: readonly (readonly string[])[] }} Table */

/**
 * A table in Markdown, its columns aligned to be read as it is too.
 * @param {Table} table
 */
export function renderTable({ title, note, head, rows }) {
  const widths = head.map((name, column) => Math.max(3, name.length, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [`### ${title}`, '', ...(note === undefined ? [] : [note, '']), line(head), rule, ...rows.map(line), ''].join('\n')
}
