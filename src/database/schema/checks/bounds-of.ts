import type { ColumnBounds, ColumnPattern, ValueRange } from '../database-schema.js'
import type { ColumnKind } from '../table-schema.js'
import type { ColumnFact } from './check-fact.js'
import { compareValues, isWithin, joinRanges, overlapOf } from './compare-values.js'

/**
 * All that checks and partitions say of one column, as one. `words` are those of its type, where it is an enum.
 * `kind` is the kind of its values: of an array, that of its elements.
 */
export function boundsOf(facts: readonly ColumnFact[], kind: ColumnKind, words: readonly string[] | undefined): ColumnBounds {
  const ranges = rangesOf(facts, kind)
  const sizes = { ...sizesOf(facts, 'length', 'minLength', 'maxLength'), ...sizesOf(facts, 'items', 'minItems', 'maxItems') }
  const excluded = [...new Set(facts.flatMap((fact) => (fact.about === 'excluded' ? fact.values : [])))]
  const values = allowedOf(facts, kind, words)?.filter((value) => isInside(value, ranges, kind) && !includes(excluded, value, kind) && fits(value, sizes))
  return {
    ...(kind !== 'boolean' && hullOf(ranges)),
    ...sizes,
    ...(values !== undefined && !isEither(values, kind) && { values }),
    ...(excluded.length > 0 && kind !== 'boolean' && { excluded }),
    ...formOf(facts, kind),
  }
}

/** Where nothing at all is allowed, no range is left. */
function rangesOf(facts: readonly ColumnFact[], kind: ColumnKind): readonly ValueRange[] {
  let ranges: readonly ValueRange[] = [{}]
  for (const fact of facts) {
    if (fact.about !== 'range') continue
    ranges = ranges.flatMap((a) => fact.ranges.flatMap((b) => overlapOf(a, b, kind) ?? []))
  }
  return joinRanges(ranges, kind)
}

function hullOf(ranges: readonly ValueRange[]): Pick<ColumnBounds, 'min' | 'max' | 'ranges' | 'values'> {
  const [first] = ranges
  const last = ranges.at(-1)
  if (first === undefined || last === undefined) return { values: [] }
  return { ...(first.min && { min: first.min }), ...(last.max && { max: last.max }), ...(ranges.length > 1 && { ranges }) }
}

type Size = 'minLength' | 'maxLength' | 'minItems' | 'maxItems'

function sizesOf(facts: readonly ColumnFact[], about: 'length' | 'items', minName: Size, maxName: Size): Pick<ColumnBounds, Size> {
  const own = facts.flatMap((fact) => ((fact.about === 'length' || fact.about === 'items') && fact.about === about ? [fact] : []))
  const mins = own.flatMap(({ min }) => min ?? [])
  const maxes = own.flatMap(({ max }) => max ?? [])
  return { ...(mins.length > 0 && { [minName]: Math.max(...mins) }), ...(maxes.length > 0 && { [maxName]: Math.min(...maxes) }) }
}

function allowedOf(facts: readonly ColumnFact[], kind: ColumnKind, words: readonly string[] | undefined): readonly string[] | undefined {
  let allowed = kind === 'boolean' && facts.length > 0 ? ['false', 'true'] : words
  for (const fact of facts) {
    if (fact.about !== 'values') continue
    allowed = allowed === undefined ? [...new Set(fact.values)] : allowed.filter((value) => includes(fact.values, value, kind))
  }
  return allowed
}

/** Booleans may be written as numbers or letters, numbers with more digits than needed. */
function includes(values: readonly string[], value: string, kind: ColumnKind): boolean {
  if (kind === 'boolean') return values.some((each) => asTruth(each) === asTruth(value))
  return values.some((each) => each === value || (kind !== 'text' && compareValues(each, value, kind) === 0))
}

function asTruth(value: string): boolean {
  return /^(?:1|t|true|y|yes|on)$/i.test(value)
}

function isInside(value: string, ranges: readonly ValueRange[], kind: ColumnKind): boolean {
  return isWithin(kind === 'boolean' ? String(Number(asTruth(value))) : value, ranges, kind)
}

function isEither(values: readonly string[], kind: ColumnKind): boolean {
  return kind === 'boolean' && values.length > 1
}

function fits(value: string, { minLength = 0, maxLength = Infinity }: Pick<ColumnBounds, Size>): boolean {
  const { length } = [...value]
  return length >= minLength && length <= maxLength
}

function formOf(facts: readonly ColumnFact[], kind: ColumnKind): Pick<ColumnBounds, 'patterns' | 'letterCase' | 'trimmed' | 'json' | 'clock' | 'multipleOf'> {
  const patterns = facts.flatMap((fact): readonly ColumnPattern[] => (fact.about === 'pattern' ? [fact.pattern] : []))
  const letterCase = facts.find((fact) => fact.about === 'letterCase')?.letterCase
  const clock = facts.find((fact) => fact.about === 'clock')?.clock
  const multiples = facts.flatMap((fact) => (fact.about === 'multiple' ? [fact.of] : []))
  return {
    ...(patterns.length > 0 && { patterns }),
    ...(letterCase !== undefined && { letterCase }),
    ...(facts.some((fact) => fact.about === 'trimmed') && { trimmed: true }),
    ...(kind === 'text' && facts.some((fact) => fact.about === 'json') && { json: true }),
    ...(clock !== undefined && { clock }),
    ...(multiples.length > 0 && { multipleOf: commonMultiple(multiples) }),
  }
}

function commonMultiple(numbers: readonly string[]): string {
  if (!numbers.every((digits) => /^\d+$/.test(digits))) return numbers[0] ?? '1'
  return String(numbers.map(BigInt).reduce((a, b) => (a * b) / divisorOf(a, b)))
}

function divisorOf(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisorOf(b, a % b)
}
