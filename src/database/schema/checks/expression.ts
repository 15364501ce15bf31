/** An SQL expression, as far as checks need it. */
export type Expression =
  | { readonly kind: 'literal'; readonly form: LiteralForm; readonly value: string }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] }
  /**
   * Operators in one spelling and lower case: `and`, `or`, `not`, `=`, `<>`, `<`, `<=`, `>`, `>=`, `in` (value, list), `is null`, `like`, `ilike`, `glob`,
   * `regex`, `iregex`, `<@`, `+`, ... What says NOT inside an operator stands in a `not` around it; BETWEEN is two comparisons.
   */
  | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'cast'; readonly type: string; readonly operands: readonly [Expression] }
  /** Items in parentheses, or of an array. */
  | { readonly kind: 'list'; readonly operands: readonly Expression[] }
  /** A condition and what is so then, turn by turn; last, what is so otherwise. */
  | { readonly kind: 'case'; readonly operands: readonly Expression[] }
  /** Parsed, but of no use beyond the columns that it names: subscripts. */
  | { readonly kind: 'other'; readonly operands: readonly Expression[] }

export type LiteralForm = 'text' | 'number' | 'boolean' | 'null' | 'clock' | 'other'

/** The columns that it names, in order of appearance, each once. */
export function columnsOf(expression: Expression): readonly string[] {
  if (expression.kind === 'column') return [expression.name]
  if (expression.kind === 'literal') return []
  return [...new Set(expression.operands.flatMap((operand) => columnsOf(operand)))]
}
