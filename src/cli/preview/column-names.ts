type Row = Readonly<Record<string, unknown>>

/** The columns of rows, in the order in which they first appear. */
export function columnNames(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))]
}
