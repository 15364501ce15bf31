import { columnOf, type CheckTerms } from './check-terms.js'
import { columnsOf, type Expression } from './expression.js'

/**
 * A condition that names its cases, as the OR of these: `(status = 'sent') = (sent_at is not null)`, and CASE with its branches. Undefined for any other, and for
 * two tests for NULL, which are read as such.
 */
export function asChoices(expression: Expression, terms: CheckTerms): Expression | undefined {
  if (expression.kind === 'case') return caseChoices(expression.operands)
  if (expression.kind !== 'operation') return undefined
  const { operator, operands } = expression
  const [left, right] = operands
  if (left === undefined || right === undefined || !['=', '<>', 'xor'].includes(operator)) return undefined
  const sides = [left, right]
  if (!sides.every((side) => isCondition(side, terms)) || sides.every((side) => isNullTest(side)) || !sides.some((side) => side.kind === 'operation')) return undefined
  const other = operator === '=' ? right : negated(right)
  return either([both([left, other]), both([negated(left), negated(other)])])
}

const conditions: ReadonlySet<string> = new Set(['and', 'or', 'not', '=', '<>', '<', '<=', '>', '>=', 'in', 'is null', 'like', 'ilike', 'glob', 'regex', 'iregex', 'cregex'])

function isCondition(expression: Expression, terms: CheckTerms): boolean {
  if (expression.kind === 'operation') return conditions.has(expression.operator)
  const column = columnOf(expression, terms)
  return column !== undefined && terms.columns.get(column) === 'boolean'
}

function isNullTest(expression: Expression): boolean {
  if (expression.kind !== 'operation') return false
  const [operand] = expression.operands
  return expression.operator === 'is null' || (expression.operator === 'not' && operand !== undefined && isNullTest(operand))
}

/** Of a condition and what holds then, turn by turn, and what holds otherwise. A branch that lets every row pass says nothing, one that lets none pass is no choice. */
function caseChoices(operands: readonly Expression[]): Expression | undefined {
  // As a condition, a CASE that comes to NULL does not hold; as a check, it does.
  if (operands.some((operand, at) => at % 2 === 0 && at + 1 < operands.length && hasCase(operand))) return undefined
  const branches: Expression[] = []
  const before: Expression[] = []
  for (let at = 0; at < operands.length; at += 2) {
    const [condition, result] = at + 1 < operands.length ? [operands[at], operands[at + 1]] : [undefined, operands[at]]
    const truth = result && truthOf(result)
    const parts = [...before, ...(condition === undefined ? [] : holding(condition)), ...(result === undefined || truth !== undefined ? [] : [result])]
    if (truth !== false) branches.push(both(parts))
    if (condition !== undefined) before.push(negated(condition))
  }
  return branches.length > 1 ? either(branches) : branches[0]
}

function hasCase(expression: Expression): boolean {
  if (expression.kind === 'literal' || expression.kind === 'column') return false
  return expression.kind === 'case' || expression.operands.some((operand) => hasCase(operand))
}

/** A condition that comes to NULL is none that holds: what it compares has to be there. */
function holding(condition: Expression): readonly Expression[] {
  return [condition, ...comparedIn(condition).map((name): Expression => negated({ kind: 'operation', operator: 'is null', operands: [{ kind: 'column', name }] }))]
}

function comparedIn(condition: Expression): readonly string[] {
  if (isNullTest(condition)) return []
  const isJoined = condition.kind === 'operation' && ['and', 'or', 'not'].includes(condition.operator)
  return isJoined ? condition.operands.flatMap((operand) => comparedIn(operand)) : columnsOf(condition)
}

/** NULL refuses no row. */
function truthOf(expression: Expression): boolean | undefined {
  if (expression.kind !== 'literal' || expression.form === 'text') return undefined
  return !['false', '0'].includes(expression.value.toLowerCase())
}

function negated(expression: Expression): Expression {
  const [operand] = expression.kind === 'operation' && expression.operator === 'not' ? expression.operands : []
  return operand ?? { kind: 'operation', operator: 'not', operands: [expression] }
}

const both = (operands: readonly Expression[]): Expression => ({ kind: 'operation', operator: 'and', operands })
const either = (operands: readonly Expression[]): Expression => ({ kind: 'operation', operator: 'or', operands })
