/** The first of some names that is free; else the first with a number. Takes it. */
export function freeName(candidates: readonly string[], taken: Set<string>): string {
  const free = candidates.find((name) => !taken.has(name)) ?? numbered(candidates[0] ?? '', taken)
  taken.add(free)
  return free
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`${name}${number}`)) return `${name}${number}`
}
