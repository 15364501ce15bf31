import type { AlternativeFact, CheckFact } from './check-fact.js'
import { columnOf, valueOf, type CheckTerms } from './check-terms.js'
import type { Expression } from './expression.js'

interface NullTerm {
  readonly column: string
  readonly about: 'null' | 'not null'
}

/**
 * Which of some columns are NULL: `num_nonnulls(a, b) = 1`, `(a is null) <> (b is null)`, `(a is not null)::int + (b is not null)::int = 1`. What it says are alternatives;
 * undefined for whatever else.
 */
export function readNulls(operator: string, left: Expression, right: Expression, terms: CheckTerms): readonly CheckFact[] | undefined {
  const pair = [nullTerm(left, terms), nullTerm(right, terms)]
  const [first, second] = pair
  if (first !== undefined && second !== undefined) return pairOf(operator, first, second)
  const counted = countedTerms(left, terms)
  const count = Number(valueOf(right, terms))
  if (counted === undefined || !Number.isInteger(count)) return undefined
  const counts = countsOf(operator, count, counted.length)
  const alternatives = counts.flatMap((wanted) => choicesOf(counted, wanted))
  return alternatives.length === 0 || alternatives.length > most ? undefined : [{ about: 'alternatives', alternatives }]
}

/** More alternatives than a person would write. */
const most = 20

function nullTerm(expression: Expression, terms: CheckTerms): NullTerm | undefined {
  if (expression.kind === 'cast') return nullTerm(expression.operands[0], terms)
  if (expression.kind !== 'operation') return undefined
  const [operand] = expression.operands
  if (operand === undefined) return undefined
  if (expression.operator === 'not') {
    const inner = nullTerm(operand, terms)
    return inner && { ...inner, about: opposite(inner.about) }
  }
  const column = expression.operator === 'is null' ? columnOf(operand, terms) : undefined
  return column === undefined ? undefined : { column, about: 'null' }
}

const opposite = (about: NullTerm['about']): NullTerm['about'] => (about === 'null' ? 'not null' : 'null')

function pairOf(operator: string, first: NullTerm, second: NullTerm): readonly CheckFact[] | undefined {
  const isSame = operator === '='
  if (!isSame && operator !== '<>' && operator !== 'xor') return undefined
  const alternatives = (['null', 'not null'] as const).map((about): readonly AlternativeFact[] => {
    const holds = about === first.about
    return [{ ...first, about }, { ...second, about: holds === isSame ? second.about : opposite(second.about) }]
  })
  return [{ about: 'alternatives', alternatives }]
}

/** The tests that are added up. */
function countedTerms(expression: Expression, terms: CheckTerms): readonly NullTerm[] | undefined {
  if (expression.kind === 'call' && (expression.name === 'num_nonnulls' || expression.name === 'num_nulls')) {
    const columns = expression.operands.map((operand) => columnOf(operand, terms))
    const about = expression.name === 'num_nulls' ? 'null' : 'not null'
    return columns.every((column) => column !== undefined) ? columns.map((column) => ({ column, about })) : undefined
  }
  if (expression.kind !== 'operation' || expression.operator !== '+') return undefined
  const read = expression.operands.map((operand) => {
    const term = nullTerm(operand, terms)
    return term === undefined ? countedTerms(operand, terms) : [term]
  })
  return read.every((each) => each !== undefined) ? read.flat() : undefined
}

function countsOf(operator: string, count: number, all: number): readonly number[] {
  const counts = Array.from({ length: all + 1 }, (_, number) => number)
  switch (operator) {
    case '=':
      return counts.filter((number) => number === count)
    case '<>':
      return counts.filter((number) => number !== count)
    case '<':
      return counts.filter((number) => number < count)
    case '<=':
      return counts.filter((number) => number <= count)
    case '>':
      return counts.filter((number) => number > count)
    case '>=':
      return counts.filter((number) => number >= count)
    default:
      return []
  }
}

/** All ways in which so many of the tests hold. */
function choicesOf([term, ...more]: readonly NullTerm[], wanted: number): readonly (readonly AlternativeFact[])[] {
  if (term === undefined) return wanted === 0 ? [[]] : []
  const holding = wanted === 0 ? [] : choicesOf(more, wanted - 1).map((rest) => [term, ...rest])
  const failing = wanted > more.length ? [] : choicesOf(more, wanted).map((rest) => [{ ...term, about: opposite(term.about) }, ...rest])
  return [...holding, ...failing]
}
