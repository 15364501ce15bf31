import type { Rule } from './rule.js'
import { rules } from './rules.js'
import type { Reading, Subject } from './subject.js'

/** A rule, and the reading of the column's name that it took. */
export interface FoundRule {
  readonly rule: Rule
  readonly reading: Reading
}

/** Names come again in table after table, and there are hundreds of patterns. */
const known = new Map<string, readonly number[]>()

/** The first rule that fits a column by name and surroundings, and whose values its type can hold. */
export function findRule(subject: Subject, fits: (rule: Rule, name: string) => boolean): FoundRule | undefined {
  let best: FoundRule | undefined
  let place = Number.POSITIVE_INFINITY
  for (const reading of subject.readings) {
    for (const at of rulesNamed(reading.column)) {
      const rule = at < place ? rules[at] : undefined
      if (rule === undefined) break
      if ((rule.of === undefined || rule.of.test(reading.of)) && standsThere(rule, subject) && fits(rule, reading.column)) {
        best = { rule, reading }
        place = at
      }
    }
  }
  return best
}

/** The places of the rules that a name fits, in their order. */
function rulesNamed(column: string): readonly number[] {
  const places = known.get(column) ?? rules.flatMap((rule, at) => (rule.column.test(column) ? [at] : []))
  known.set(column, places)
  return places
}

function standsThere({ beside, without, among, within }: Rule, subject: Subject): boolean {
  if (within !== undefined && (subject.length === undefined || subject.length > within)) return false
  if (beside !== undefined && !subject.beside.some((name) => beside.test(name))) return false
  if (without !== undefined && subject.beside.some((name) => without.test(name))) return false
  return among === undefined || subject.among.some((name) => among.test(name))
}
