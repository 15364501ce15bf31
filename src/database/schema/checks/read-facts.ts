import { asChoices } from './as-choices.js'
import type { CheckFact } from './check-fact.js'
import { columnOf, valueOf, valuesOf, type CheckTerms } from './check-terms.js'
import type { Expression } from './expression.js'
import { readAlternatives } from './read-alternatives.js'
import { readComparison } from './read-comparison.js'
import { readNulls } from './read-nulls.js'
import { readPattern } from './read-pattern.js'

/** What an expression that has to hold says, part by part of its AND; undefined for a part that says nothing simple. */
export function readFacts(expression: Expression, terms: CheckTerms): readonly (readonly CheckFact[] | undefined)[] {
  return conjuncts(expression).map((part) => readPart(part, terms))
}

/** The parts of an AND, NOT moved inside. */
function conjuncts(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'operation') return [expression]
  const { operator, operands } = expression
  if (operator === 'and') return operands.flatMap((operand) => conjuncts(operand))
  const [inner] = operands
  if (operator !== 'not' || inner === undefined) return [expression]
  const turned = opposite(inner)
  return turned === undefined ? [expression] : conjuncts(turned)
}

const opposites: Readonly<Record<string, string>> = { '=': '<>', '<>': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' }

/** The same with NOT before it; undefined where NOT has to stay. */
function opposite(expression: Expression): Expression | undefined {
  if (expression.kind !== 'operation') return undefined
  const { operator, operands } = expression
  if (operator === 'not') return operands[0]
  if (operator === 'and' || operator === 'or') {
    return { kind: 'operation', operator: operator === 'and' ? 'or' : 'and', operands: operands.map((operand) => opposite(operand) ?? negate(operand)) }
  }
  const turned = opposites[operator]
  return turned === undefined ? undefined : { kind: 'operation', operator: turned, operands }
}

const negate = (operand: Expression): Expression => ({ kind: 'operation', operator: 'not', operands: [operand] })

function readPart(part: Expression, terms: CheckTerms): readonly CheckFact[] | undefined {
  const choices = asChoices(part, terms)
  if (choices !== undefined) return readAlternatives(choices, terms, readFacts)
  if (part.kind === 'call') return readCall(part.name, part.operands, terms)
  if (part.kind !== 'operation') return readTruth(part, 'true', terms)
  const { operator, operands } = part
  const [left, right] = operands
  if (left === undefined) return undefined
  if (operator === 'or') return readAlternatives(part, terms, readFacts)
  if (operator === 'not') return readNegated(left, terms)
  if (right === undefined) return undefined
  if (operator === 'in' || operator === '<@') return readList(operator, left, right, terms)
  return readComparison(operator, left, right, terms) ?? readPattern(operator, left, right, terms) ?? readNulls(operator, left, right, terms)
}

function readNegated(operand: Expression, terms: CheckTerms): readonly CheckFact[] | undefined {
  if (operand.kind !== 'operation') return readTruth(operand, 'false', terms)
  const [left, right] = operand.operands
  if (left === undefined) return undefined
  if (operand.operator === 'is null') {
    const column = columnOf(left, terms)
    return column === undefined ? undefined : [{ about: 'not null', column }]
  }
  if (right === undefined) return undefined
  if (operand.operator === 'in') return readList('not in', left, right, terms)
  return readPattern(operand.operator, left, right, terms)?.map((fact) =>
    fact.about === 'pattern' ? { ...fact, pattern: { ...fact.pattern, negated: true } } : fact,
  )
}

/** A column of booleans by itself. */
function readTruth(operand: Expression, value: string, terms: CheckTerms): readonly CheckFact[] | undefined {
  const column = columnOf(operand, terms)
  return column !== undefined && terms.columns.get(column) === 'boolean' ? [{ about: 'values', column, values: [value] }] : undefined
}

function readCall(name: string, operands: readonly Expression[], terms: CheckTerms): readonly CheckFact[] | undefined {
  const [first, second, flags] = operands
  const column = first && columnOf(first, terms)
  if (column === undefined) return undefined
  if (name === 'json_valid') return [{ about: 'json', column }]
  if (name !== 'regexp_like' || first === undefined || second === undefined) return undefined
  const operator = flags === undefined ? 'regex' : valueOf(flags, terms)?.includes('i') === true ? 'iregex' : 'cregex'
  return readPattern(operator, first, second, terms)
}

function readList(operator: 'in' | 'not in' | '<@', left: Expression, right: Expression, terms: CheckTerms): readonly CheckFact[] | undefined {
  const values = valuesOf(right, terms)
  if (values === undefined) return undefined
  const column = columnOf(left, terms)
  // Elements of an array, or else values.
  if (column !== undefined && (operator === '<@') !== (terms.columns.get(column) === 'array')) return undefined
  if (column !== undefined) return [{ about: operator === 'not in' ? 'excluded' : 'values', column, values }]
  // `lower(x) in ('a', 'b')`: those very texts will do.
  return operator === 'in' && left.kind === 'call' ? readFolded(left.name, left.operands[0], values, terms) : undefined
}

function readFolded(name: string, operand: Expression | undefined, values: readonly string[], terms: CheckTerms): readonly CheckFact[] | undefined {
  const column = operand && columnOf(operand, terms)
  if (column === undefined || !['lower', 'lcase', 'upper', 'ucase', 'trim', 'btrim'].includes(name)) return undefined
  return [{ about: 'values', column, values }]
}
