/** Things by what they belong to, each turned into a part of it; in their order. */
export function groupBy<Item, Part>(items: readonly Item[], keyOf: (item: Item) => string, toPart: (item: Item) => Part): ReadonlyMap<string, readonly Part[]> {
  const groups = new Map<string, Part[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [toPart(item)])
    else group.push(toPart(item))
  }
  return groups
}
