import { alsoOf } from './also-of.js'
import type { Finding } from './finding.js'
import type { LintSubject } from './lint-subject.js'

export interface FoundIn {
  readonly subject: LintSubject
  readonly findings: readonly Finding[]
}

/** A state shows the faults of its factory too, in the same words but for its name: they are told once. */
export function uniqueFindings(found: readonly FoundIn[]): readonly Finding[] {
  const first = new Map<string, Finding>()
  for (const { subject, findings } of found) {
    for (const finding of findings) {
      const fact = finding.message.replace(subject.label, '')
      const key = JSON.stringify([finding.factory, finding.kind, finding.columns, fact])
      const known = first.get(key)
      first.set(key, known === undefined ? finding : { ...known, also: alsoOf(known, [finding]) })
    }
  }
  return [...first.values()]
}
