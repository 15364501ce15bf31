import type { Line } from './layout-types.js'

/**
 * How far from the left each box stands: to the right of all boxes whose lines lead to it. A line that closes a circle counts for nothing; a box without
 * lines that lead to it stands as far to the right as those that lead from it let it.
 */
export function rankBoxes(ids: readonly string[], lines: readonly Line[]): ReadonlyMap<string, number> {
  const forward = withoutCircles(ids, lines)
  const before = grouped(forward, ({ to }) => to)
  const ranks = new Map<string, number>()
  const rankOf = (id: string): number => {
    const known = ranks.get(id)
    if (known !== undefined) return known
    const rank = Math.max(-1, ...(before.get(id) ?? []).map(({ from }) => rankOf(from))) + 1
    ranks.set(id, rank)
    return rank
  }
  for (const id of ids) rankOf(id)
  const after = grouped(forward, ({ from }) => from)
  for (const id of ids) {
    const next = after.get(id)
    if (!before.has(id) && next !== undefined) ranks.set(id, Math.min(...next.map(({ to }) => rankOf(to))) - 1)
  }
  return ranks
}

/** The lines but for those that lead back to a box on the way to them. */
function withoutCircles(ids: readonly string[], lines: readonly Line[]): readonly Line[] {
  const after = grouped(lines, ({ from }) => from)
  const state = new Map<string, 'open' | 'done'>()
  const kept: Line[] = []
  const visit = (id: string): void => {
    state.set(id, 'open')
    for (const line of after.get(id) ?? []) {
      if (state.get(line.to) === 'open') continue
      kept.push(line)
      if (state.get(line.to) === undefined) visit(line.to)
    }
    state.set(id, 'done')
  }
  // Boxes that no line leads to come first: circles are then cut where they were entered.
  const entered = new Set(lines.map(({ to }) => to))
  for (const id of [...ids.filter((each) => !entered.has(each)), ...ids]) if (!state.has(id)) visit(id)
  return kept
}

function grouped(lines: readonly Line[], key: (line: Line) => string): ReadonlyMap<string, readonly Line[]> {
  const groups = new Map<string, Line[]>()
  for (const line of lines) {
    const group = groups.get(key(line)) ?? []
    groups.set(key(line), group)
    group.push(line)
  }
  return groups
}
