/** A condition on a row's columns, as SQL has it: unknown where a NULL is compared. Values are texts without quotes. */
export type RowCondition =
  | { readonly kind: 'null'; readonly column: string }
  /** A boolean column by itself. */
  | { readonly kind: 'true'; readonly column: string }
  | { readonly kind: 'comparison'; readonly column: string; readonly operator: Comparison; readonly value: string }
  | { readonly kind: 'not'; readonly operand: RowCondition }
  | { readonly kind: 'all' | 'any'; readonly operands: readonly RowCondition[] }

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

/** The columns that it asks for. */
export function columnsAsked(condition: RowCondition): readonly string[] {
  switch (condition.kind) {
    case 'not':
      return columnsAsked(condition.operand)
    case 'all':
    case 'any':
      return condition.operands.flatMap(columnsAsked)
    default:
      return [condition.column]
  }
}
