import type { ValueRange } from '../database-schema.js'
import type { AlternativeFact, CheckFact } from './check-fact.js'
import { columnOf, type CheckTerms } from './check-terms.js'
import { columnsOf, type Expression } from './expression.js'

type Facts = readonly CheckFact[]

/** What each part of an AND says; undefined for a part that says nothing simple. */
type ReadFacts = (expression: Expression, terms: CheckTerms) => readonly (Facts | undefined)[]

/**
 * What an OR says. `x is null or ...` is `...` for all that a check can refuse; `x = 1 or x = 2` is a list, `x < 0 or x > 5` are ranges. Other alternatives of one
 * column cannot be told together: the first that can be read serves. Those of several columns stay alternatives, less those that cannot be read.
 */
export function readAlternatives(expression: Expression, terms: CheckTerms, readFacts: ReadFacts): Facts | undefined {
  const all = parts(expression)
  const nullable = all.flatMap((each) => (isNullTest(each) ? [columnOf(each.operands[0], terms)] : []))
  const others = all.filter((each) => !isNullTest(each))
  const read = others.map((each) => flat(readFacts(each, terms)))
  const told = readTogether(read, new Set(nullable))
  if (told !== undefined) return told
  const readable = read.flatMap((facts, at): readonly (readonly AlternativeFact[])[] => {
    const more = facts === undefined ? factsWithNulls(others[at] ?? expression, terms, readFacts) : undefined
    return facts === undefined ? (more === undefined ? [] : [more]) : plain(facts)
  })
  const nulls = nullable.flatMap((column): readonly (readonly AlternativeFact[])[] => (column === undefined ? [] : [[{ about: 'null', column }]]))
  const first = readable.map((facts) => facts.filter((fact) => fact.about !== 'null')).find((facts, at) => facts.length === readable[at]?.length)
  if (columnsOf(expression).length === 1 && first !== undefined) return first
  const alternatives = [...readable, ...nulls]
  return alternatives.length === 0 ? undefined : [{ about: 'alternatives', alternatives }]
}

function parts(expression: Expression): readonly Expression[] {
  return expression.kind === 'operation' && expression.operator === 'or' ? expression.operands.flatMap((operand) => parts(operand)) : [expression]
}

/** The facts of an AND in which some columns are NULL: `a is null and b is not null`. */
function factsWithNulls(expression: Expression, terms: CheckTerms, readFacts: ReadFacts): readonly AlternativeFact[] | undefined {
  if (expression.kind !== 'operation' || expression.operator !== 'and') return undefined
  const all = expression.operands.map((operand): readonly AlternativeFact[] | undefined => {
    if (!isNullTest(operand)) return factsWithNulls(operand, terms, readFacts) ?? plain(flat(readFacts(operand, terms)) ?? NOTHING)[0]
    const column = columnOf(operand.operands[0], terms)
    return column === undefined ? undefined : [{ about: 'null', column }]
  })
  const facts = all.flatMap((each) => each ?? [])
  const isImpossible = facts.some((fact) => fact.about === 'null' && facts.some((other) => other.about === 'not null' && other.column === fact.column))
  return all.every((each) => each !== undefined && each.length > 0) && !isImpossible ? facts : undefined
}

const NOTHING: Facts = []

function isNullTest(expression: Expression): expression is Expression & { readonly kind: 'operation'; readonly operands: readonly [Expression] } {
  return expression.kind === 'operation' && expression.operator === 'is null'
}

function flat(read: readonly (Facts | undefined)[]): Facts | undefined {
  return read.every((facts) => facts !== undefined) ? read.flat() : undefined
}

/** Alternatives within alternatives are too much. */
function plain(facts: Facts): readonly (readonly AlternativeFact[])[] {
  return facts.every((fact) => fact.about !== 'alternatives') ? [facts] : []
}

/** As facts that hold without alternatives; undefined where that would say too much, or too little. */
function readTogether(read: readonly (Facts | undefined)[], nullable: ReadonlySet<string | undefined>): Facts | undefined {
  if (read.length === 0 || !read.every((facts) => facts !== undefined)) return undefined
  const facts = read.length === 1 ? read[0] : merged(read)
  if (facts === undefined || nullable.size === 0) return facts
  // A condition on another column is none of this one.
  const isOwn = facts.every((fact) => namesOf(fact).some((name) => nullable.has(name))) && [...nullable].every((name) => facts.some((fact) => namesOf(fact).includes(name ?? '')))
  return isOwn ? facts.filter((fact) => fact.about !== 'not null') : undefined
}

function namesOf(fact: CheckFact): readonly string[] {
  if (fact.about === 'alternatives') return []
  return fact.about === 'comparison' ? [fact.comparison.left, fact.comparison.right] : [fact.column]
}

/** Alternatives that are about one column: lists become one list, ranges (and values among them) several ranges. */
function merged(read: readonly Facts[]): Facts | undefined {
  const columns = new Set(read.flat().flatMap(namesOf))
  const [column] = columns
  if (column === undefined || columns.size > 1) return undefined
  const lists = read.map(([fact, ...more]) => (fact?.about === 'values' && more.length === 0 ? fact.values : undefined))
  if (lists.every((values) => values !== undefined)) return [{ about: 'values', column, values: [...new Set(lists.flat())] }]
  const ranges = read.map((facts) => rangesOf(facts))
  return ranges.every((list) => list !== undefined) ? [{ about: 'range', column, ranges: ranges.flat() }] : undefined
}

/** What `x >= 1 and x <= 5` or `x = 3` allow; undefined for facts that are no ranges. */
function rangesOf(facts: readonly CheckFact[]): readonly ValueRange[] | undefined {
  const [first, ...more] = facts
  if (first?.about === 'values' && more.length === 0) return first.values.map((value) => ({ min: { value, inclusive: true }, max: { value, inclusive: true } }))
  let range: ValueRange = {}
  for (const fact of facts) {
    const [only] = fact.about === 'range' && fact.ranges.length === 1 ? fact.ranges : []
    if (only === undefined || (only.min && range.min) || (only.max && range.max)) return undefined
    range = { ...range, ...only }
  }
  return facts.length === 0 ? undefined : [range]
}
