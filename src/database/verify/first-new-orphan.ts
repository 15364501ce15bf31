import type { Orphan } from '../dialects/dialect.js'

/** The first of these rows that was none before. Rows of a table without row numbers are alike: they are counted. */
export function firstNewOrphan(now: readonly Orphan[], before: readonly Orphan[]): Orphan | undefined {
  const left = new Map<string, number>()
  for (const orphan of before) left.set(keyOf(orphan), (left.get(keyOf(orphan)) ?? 0) + 1)
  return now.find((orphan) => {
    const count = left.get(keyOf(orphan)) ?? 0
    if (count > 0) left.set(keyOf(orphan), count - 1)
    return count === 0
  })
}

function keyOf({ schema, table, parent, row, key }: Orphan): string {
  return JSON.stringify([schema, table, parent, String(row), String(key)])
}
