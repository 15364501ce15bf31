import { columnOf, valueOf, valuesOf, type CheckTerms } from './checks/check-terms.js'
import type { Expression } from './checks/expression.js'
import type { Comparison, RowCondition } from './row-condition.js'

const mirrored: Readonly<Record<string, Comparison>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** What an expression asks of a row; undefined where it is more than columns compared with values. */
export function readCondition(expression: Expression, terms: CheckTerms): RowCondition | undefined {
  const column = columnOf(expression, terms)
  if (column !== undefined) return terms.columns.get(column) === 'boolean' ? { kind: 'true', column } : undefined
  if (expression.kind !== 'operation') return undefined
  const { operator, operands } = expression
  const [left, right] = operands
  if (left === undefined) return undefined
  switch (operator) {
    case 'and':
      return together('all', operands, terms)
    case 'or':
      return together('any', operands, terms)
    case 'not':
      return negation(readCondition(left, terms))
    case 'is null': {
      const asked = columnOf(left, terms)
      return asked === undefined ? undefined : { kind: 'null', column: asked }
    }
    case 'in':
      return right && choice(left, right, terms)
    default:
      return right && comparison(operator, left, right, terms)
  }
}

function together(kind: 'all' | 'any', operands: readonly Expression[], terms: CheckTerms): RowCondition | undefined {
  const read = operands.map((operand) => readCondition(operand, terms)).filter((each) => each !== undefined)
  return read.length === operands.length ? { kind, operands: read } : undefined
}

function negation(operand: RowCondition | undefined): RowCondition | undefined {
  return operand && { kind: 'not', operand }
}

function choice(left: Expression, right: Expression, terms: CheckTerms): RowCondition | undefined {
  const column = columnOf(left, terms)
  const values = valuesOf(right, terms)
  if (column === undefined || values === undefined) return undefined
  return { kind: 'any', operands: values.map((value) => ({ kind: 'comparison', column, operator: '=', value })) }
}

function comparison(operator: string, left: Expression, right: Expression, terms: CheckTerms): RowCondition | undefined {
  const turned = mirrored[operator]
  if (turned === undefined) return undefined
  const [first, second] = [columnOf(left, terms), columnOf(right, terms)]
  const value = valueOf(first === undefined ? left : right, terms)
  const column = first ?? second
  if (column === undefined || value === undefined) return undefined
  return { kind: 'comparison', column, operator: first === undefined ? turned : (mirrored[turned] ?? turned), value }
}
