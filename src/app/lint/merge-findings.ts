import { alsoOf } from './also-of.js'
import type { CreationFailure } from './creation-failure.js'
import type { Finding, FindingKind, LintedPart } from './finding.js'
import { newFinding } from './new-finding.js'

/** One fault, and all that fail for it. */
interface Group {
  readonly first: CreationFailure
  readonly also: readonly LintedPart[]
}

/**
 * What was found, each fault once: a state cannot be created where its factory cannot, nor a child where its parent cannot, and the row that the database
 * refused may be the one whose value does not fit its column.
 */
export function mergeFindings(findings: readonly Finding[], failures: readonly CreationFailure[]): readonly Finding[] {
  const groups = withForeign(ownGroups(failures.filter(isOwn)), failures.filter((failure) => !isOwn(failure)))
  const merged = [...findings]
  const rest = groups.filter((group) => {
    const causes = merged.filter((finding) => explains(finding, group))
    // What the state itself gives is nearer than what its factory does.
    const cause = causes.find(({ state }) => state === group.first.subject.state) ?? causes[0]
    if (cause === undefined) return true
    merged[merged.indexOf(cause)] = { ...cause, constraint: cause.constraint ?? group.first.constraint, also: alsoOf(cause, [partOf(group.first), ...group.also]) }
    return false
  })
  return [...merged, ...rest.map(toFinding)]
}

const isOwn = ({ factory, source }: CreationFailure): boolean => source === undefined || source === factory

/** States build their rows from the same seed: one that has nothing to do with the fault fails with the very same words. */
function ownGroups(failures: readonly CreationFailure[]): readonly Group[] {
  return grouped(failures, ({ factory, code, message }) => [factory, code, message])
}

const byFault = ({ source, code, table, columns, constraint }: CreationFailure): readonly unknown[] => [source, code, table, columns, constraint]

function withForeign(own: readonly Group[], foreign: readonly CreationFailure[]): readonly Group[] {
  const isSame = (one: CreationFailure, other: CreationFailure): boolean => JSON.stringify(byFault(one)) === JSON.stringify(byFault(other))
  const causeOf = (failure: CreationFailure): Group | undefined => own.find(({ first }) => isSame(first, failure))
  const causes = own.map((group) => ({ ...group, also: [...group.also, ...foreign.filter((failure) => causeOf(failure) === group).map(partOf)] }))
  return [...causes, ...grouped(foreign.filter((failure) => causeOf(failure) === undefined), byFault)]
}

function grouped(failures: readonly CreationFailure[], keyOf: (failure: CreationFailure) => readonly unknown[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const failure of failures) {
    const key = JSON.stringify(keyOf(failure))
    const known = groups.get(key)
    groups.set(key, known === undefined ? { first: failure, also: [] } : { ...known, also: [...known.also, partOf(failure)] })
  }
  return [...groups.values()]
}

/** Errors of the database that a finding is about already. */
const CODES: Readonly<Partial<Record<FindingKind, readonly string[]>>> = {
  'unknown-column': ['SEEDKIT_UNKNOWN_COLUMN'],
  'missing-value': ['SEEDKIT_NOT_NULL_VIOLATION'],
  'generated-column': ['SEEDKIT_GENERATED_COLUMN'],
  type: ['SEEDKIT_INVALID_VALUE', 'SEEDKIT_CHECK_VIOLATION'],
  word: ['SEEDKIT_INVALID_VALUE', 'SEEDKIT_CHECK_VIOLATION', 'SEEDKIT_VALUE_TOO_LONG'],
  length: ['SEEDKIT_VALUE_TOO_LONG', 'SEEDKIT_CHECK_VIOLATION'],
}

function explains({ factory, state, kind, columns }: Finding, { first }: Group): boolean {
  if (first.code === undefined || CODES[kind]?.includes(first.code) !== true) return false
  if (first.source !== factory || first.columns.length === 0 || !first.columns.every((name) => columns.includes(name))) return false
  return first.factory !== factory || state === undefined || state === first.subject.state
}

function partOf({ factory, subject }: CreationFailure): LintedPart {
  return { factory, state: subject.state }
}

function toFinding({ first, also }: Group): Finding {
  const { factory, subject, table, columns, constraint, message, hint } = first
  const what = `${subject.label} cannot be created: ${message}`
  return newFinding({ factory, state: subject.state, kind: 'creation', also, table, columns, constraint, message: what, fix: hint })
}
