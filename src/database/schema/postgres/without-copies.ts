type Row = Readonly<Record<string, unknown>>

/** Many partitions have the same constraint under many names: one that says nothing new is left out. Rows of partitions (`ofpartition`) come last. */
export function withoutCopies(rows: readonly Row[], saying: (row: Row) => readonly unknown[]): readonly Row[] {
  const seen = new Set<string>()
  return rows.filter((row) => {
    const said = JSON.stringify(saying(row))
    const isCopy = row['ofpartition'] === true && seen.has(said)
    seen.add(said)
    return !isCopy
  })
}
