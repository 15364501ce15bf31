/** Arrows between things. */
export interface Arrow<T> {
  readonly from: T
  readonly to: T
}

/** The groups of things that lead to each other, each with two or more. */
export function circlesOf<T>(nodes: readonly T[], arrows: readonly Arrow<T>[]): readonly ReadonlySet<T>[] {
  const next = new Map<T, T[]>(nodes.map((node) => [node, []]))
  for (const { from, to } of arrows) if (next.has(to)) next.get(from)?.push(to)
  const order = new Map<T, number>()
  const low = new Map<T, number>()
  const stack: T[] = []
  const found: ReadonlySet<T>[] = []
  const visit = (node: T): void => {
    order.set(node, order.size)
    low.set(node, order.get(node) ?? 0)
    stack.push(node)
    for (const other of next.get(node) ?? []) {
      if (!order.has(other)) visit(other)
      if (stack.includes(other)) low.set(node, Math.min(low.get(node) ?? 0, low.get(other) ?? 0))
    }
    if (low.get(node) !== order.get(node)) return
    const group = new Set(stack.splice(stack.indexOf(node)))
    if (group.size > 1) found.push(group)
  }
  for (const node of nodes) if (!order.has(node)) visit(node)
  return found
}
