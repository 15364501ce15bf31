import type { Expression } from './expression.js'
import { parseOperand } from './parse-operand.js'
import { parseTypeName } from './parse-type-name.js'
import type { SqlSyntax } from './sql-syntax.js'
import { TokenReader, Unreadable } from './token-reader.js'
import { tokenize } from './tokenize.js'

/** An SQL expression as the databases print it, or as people write it (SQLite); undefined for what this parser does not know (sub-queries, say). */
export function parseExpression(text: string, syntax: SqlSyntax): Expression | undefined {
  const tokens = tokenize(text, syntax)
  if (tokens === undefined) return undefined
  const reader = new TokenReader(tokens)
  try {
    const found = parseFrom(reader, 0)
    return reader.done ? found : undefined
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return undefined
    throw error
  }
}

/** How tightly an operator binds. */
const powers: Readonly<Record<string, number>> = {
  or: 1, xor: 2, and: 3,
  '=': 5, '==': 5, '<>': 5, '!=': 5, '<': 5, '<=': 5, '>': 5, '>=': 5, '<=>': 5,
  is: 5, isnull: 5, notnull: 5, not: 5, in: 5, between: 5, like: 5, ilike: 5, glob: 5, regexp: 5, rlike: 5, similar: 5, match: 5,
  '~': 6, '~*': 6, '!~': 6, '!~*': 6, '~~': 6, '~~*': 6, '!~~': 6, '!~~*': 6,
  '||': 6, '<@': 6, '@>': 6, '&&': 6, '->': 6, '->>': 6, '#>': 6, '#>>': 6, '<<': 6, '>>': 6, '&': 6, '|': 6, '?': 6, '@': 6, '#': 6,
  '+': 7, '-': 7, '*': 8, '/': 8, '%': 8, mod: 8, div: 8, '^': 9,
  collate: 10, at: 10, '::': 11, '[': 11,
}
const afterNot = 4
const tighterThanComparison = 6

const spellings: Readonly<Record<string, string>> = {
  '==': '=', '!=': '<>', rlike: 'regex', regexp: 'regex', '~': 'regex', '~*': 'iregex', '~~': 'like', '~~*': 'ilike', mod: '%',
}
const negated: Readonly<Record<string, string>> = { '!~': 'regex', '!~*': 'iregex', '!~~': 'like', '!~~*': 'ilike' }

/** Reads on while operators bind more tightly than `power`. */
function parseFrom(reader: TokenReader, power: number): Expression {
  let left = reader.takes('not') || reader.takes('!') ? not(parseFrom(reader, afterNot)) : parseOperand(reader, parseFrom)
  for (;;) {
    const operator = reader.key
    const own = operator === undefined ? undefined : powers[operator]
    if (operator === undefined || own === undefined || own <= power) return left
    reader.next()
    left = parseInfix(reader, left, operator, own)
  }
}

function parseInfix(reader: TokenReader, left: Expression, operator: string, power: number): Expression {
  switch (operator) {
    case '::':
      return { kind: 'cast', type: parseTypeName(reader), operands: [left] }
    case '[': {
      const index = parseFrom(reader, 0)
      reader.expect(']')
      return { kind: 'other', operands: [left, index] }
    }
    case 'collate':
      reader.next()
      while (reader.takes('.')) reader.next()
      return left
    case 'at':
      reader.expect('time', 'zone')
      return { kind: 'other', operands: [left, parseFrom(reader, power)] }
    case 'isnull':
      return isNull(left)
    case 'notnull':
      return not(isNull(left))
    case 'is':
      return parseIs(reader, left)
    case 'not':
      return reader.takes('null') ? not(isNull(left)) : not(parseWordOperator(reader, left, reader.next().value.toLowerCase()))
  }
  if (operator in wordOperators) return parseWordOperator(reader, left, operator)
  const quantifier = reader.takesOneOf('any', 'some', 'all')
  if (quantifier !== undefined) return parseQuantified(reader, left, operator, quantifier)
  return signed(operator, [left, parseFrom(reader, power)])
}

function signed(operator: string, operands: readonly Expression[]): Expression {
  const positive = negated[operator]
  return positive === undefined ? operation(spellings[operator] ?? operator, operands) : not(operation(positive, operands))
}

const wordOperators: Readonly<Record<string, true>> = { in: true, between: true, like: true, ilike: true, glob: true, regexp: true, rlike: true, similar: true, match: true }

/** Those that may have NOT before them. */
function parseWordOperator(reader: TokenReader, left: Expression, operator: string): Expression {
  if (!(operator in wordOperators)) throw new Unreadable()
  if (operator === 'in') return operation('in', [left, parseList(reader)])
  if (operator === 'between') {
    const symmetric = reader.takes('symmetric')
    const low = parseFrom(reader, tighterThanComparison - 1)
    reader.expect('and')
    const high = parseFrom(reader, tighterThanComparison - 1)
    if (symmetric) return { kind: 'other', operands: [left, low, high] }
    return operation('and', [operation('>=', [left, low]), operation('<=', [left, high])])
  }
  if (operator === 'similar') reader.expect('to')
  const pattern = parseFrom(reader, tighterThanComparison - 1)
  const isPlain = !reader.takes('escape') || isBackslash(parseFrom(reader, tighterThanComparison - 1))
  // Another letter than the backslash escapes, or SQL's own patterns.
  if (!isPlain || operator === 'similar') return { kind: 'other', operands: [left, pattern] }
  return operation(spellings[operator] ?? operator, [left, pattern])
}

function parseList(reader: TokenReader): Expression {
  reader.expect('(')
  const operands: Expression[] = []
  while (!reader.takes(')')) {
    operands.push(parseFrom(reader, 0))
    if (!reader.takes(',') && !reader.sees(')')) throw new Unreadable()
  }
  return { kind: 'list', operands }
}

/** `= any (array[…])` is IN, `<> all (…)` is NOT IN. */
function parseQuantified(reader: TokenReader, left: Expression, operator: string, quantifier: string): Expression {
  reader.expect('(')
  const right = parseFrom(reader, 0)
  reader.expect(')')
  const isAny = quantifier !== 'all'
  if (operator === '=' && isAny) return operation('in', [left, right])
  if ((operator === '<>' || operator === '!=') && !isAny) return not(operation('in', [left, right]))
  return { kind: 'other', operands: [left, right] }
}

function parseIs(reader: TokenReader, left: Expression): Expression {
  const sign = reader.takes('not') ? not : (expression: Expression) => expression
  if (reader.takes('null') || reader.takes('unknown')) return sign(isNull(left))
  if (reader.takes('distinct', 'from')) return { kind: 'other', operands: [left, parseFrom(reader, tighterThanComparison - 1)] }
  if (reader.takesOneOf('true', 'false') !== undefined) return { kind: 'other', operands: [left] }
  return sign(operation('=', [left, parseFrom(reader, tighterThanComparison - 1)]))
}

const operation = (operator: string, operands: readonly Expression[]): Expression => ({ kind: 'operation', operator, operands })
const not = (operand: Expression): Expression => operation('not', [operand])
const isNull = (operand: Expression): Expression => operation('is null', [operand])
const isBackslash = (expression: Expression): boolean => expression.kind === 'literal' && expression.value === '\\'
