import type { Comparison, RowCondition } from '../../database/schema/row-condition.js'
import { isExpression } from '../../database/values/plain-value.js'
import { valueToken } from '../../database/values/value-token.js'
import type { ColumnPlan } from '../../database/write/table-plan.js'

/** What a row has in a column, and how the column is declared; a value of undefined is one that nobody knows. */
export type ColumnValue = (column: string) => { readonly value: unknown; readonly plan: ColumnPlan | undefined }

/** Whether a row meets a condition: null where SQL says "unknown", undefined where only the database can tell. */
export function meetsCondition(condition: RowCondition, valueIn: ColumnValue): boolean | null | undefined {
  switch (condition.kind) {
    case 'null': {
      const { value } = valueIn(condition.column)
      return value === undefined || isExpression(value) ? undefined : value === null
    }
    case 'true':
      return compared({ column: condition.column, operator: '=', value: '1' }, valueIn)
    case 'comparison':
      return compared(condition, valueIn)
    case 'not': {
      const met = meetsCondition(condition.operand, valueIn)
      return typeof met === 'boolean' ? !met : met
    }
    case 'all':
      return settled(condition.operands, valueIn, false)
    case 'any':
      return settled(condition.operands, valueIn, true)
  }
}

/** One operand that is `decisive` settles it. */
function settled(operands: readonly RowCondition[], valueIn: ColumnValue, decisive: boolean): boolean | null | undefined {
  const met = operands.map((operand) => meetsCondition(operand, valueIn))
  if (met.includes(decisive)) return decisive
  return met.includes(undefined) ? undefined : met.includes(null) ? null : !decisive
}

function compared({ column, operator, value: literal }: { readonly column: string; readonly operator: Comparison; readonly value: string }, valueIn: ColumnValue): boolean | null | undefined {
  const { value, plan } = valueIn(column)
  if (value === undefined || plan === undefined) return undefined
  if (value === null) return null
  const own = valueToken(value, plan, 'exact')
  const { kind } = plan.column
  if (own === undefined) return undefined
  if (kind === 'boolean') return ordered(operator, truth(own), truth(literal))
  if (kind === 'integer' || kind === 'decimal' || kind === 'float') return ordered(operator, Number(own), Number(literal))
  // Which text comes first is for a collation to say.
  return (kind === 'text' || kind === 'enum') && (operator === '=' || operator === '<>') ? (own === literal) === (operator === '=') : undefined
}

function ordered(operator: Comparison, own: number, literal: number): boolean | undefined {
  if (Number.isNaN(own) || Number.isNaN(literal)) return undefined
  switch (operator) {
    case '=':
      return own === literal
    case '<>':
      return own !== literal
    case '<':
      return own < literal
    case '<=':
      return own <= literal
    case '>':
      return own > literal
    case '>=':
      return own >= literal
  }
}

function truth(text: string): number {
  return /^(1|t|true)$/i.test(text) ? 1 : /^(0|f|false)$/i.test(text) ? 0 : Number.NaN
}
