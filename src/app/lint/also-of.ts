import type { Finding, LintedPart } from './finding.js'

/** Where else a fault shows: what is known already and what is new, each once, and not the finding's own part. */
export function alsoOf(finding: Finding, more: readonly LintedPart[]): readonly LintedPart[] {
  const keys = new Set([keyOf(finding)])
  return [...finding.also, ...more].filter((part) => {
    const isNew = !keys.has(keyOf(part))
    keys.add(keyOf(part))
    return isNew
  }).map(({ factory, state }) => ({ factory, state }))
}

function keyOf({ factory, state }: LintedPart): string {
  return JSON.stringify([factory, state])
}
