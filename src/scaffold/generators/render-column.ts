import { codeMember } from './code-member.js'
import { columnExpression } from './column-expression.js'
import type { ColumnGenerator, GivenColumn } from './column-generator.js'
import type { ColumnPlan } from './column-plan.js'
import { fitText } from './expressions/fit-text.js'
import { momentAs } from './expressions/moment-expression.js'
import { withFaker } from './expressions/text-expression.js'
import { isLazy } from './own-expression.js'
import type { Agreement, Condition, PlannedTable } from './planned-table.js'
import { textLimits } from './text-limits.js'

const PLAIN = 'this.faker'

export interface RenderContext {
  readonly planned: PlannedTable
  /** The user's expression. */
  readonly own: string | undefined
  /** Somebody else gives the column. */
  readonly isGiven: boolean
}

/** What is printed for a column. */
export function renderColumn(plan: ColumnPlan, { planned, own, isGiven }: RenderContext): ColumnGenerator {
  const { column, rule, fate } = plan
  if (isGiven) return { column: column.name, kind: 'left out', why: 'given', rule: undefined }
  if (own !== undefined && (fate.give || fate.why !== 'computed')) {
    return { column: column.name, kind: isLazy(own) ? 'lazy' : 'plain', expression: own, reads: [], constants: {}, filled: 100, rule: 'config' }
  }
  if (!fate.give) {
    const wanted = fate.why === 'foreign key' ? planned.wantedKeys.get(column.name) : undefined
    return { column: column.name, kind: 'left out', why: fate.why, rule: rule?.name, ...(wanted === undefined ? {} : { wanted }) }
  }
  const agreement = planned.agreements.get(column.name)
  const isWanted = planned.wantedKeys.get(column.name) === 'given'
  return renderGiven(plan, isWanted && agreement !== undefined ? anyway(agreement) : agreement, planned.conditions.get(column.name), fate.filled)
}

function renderGiven(plan: ColumnPlan, agreement: Agreement | undefined, condition: Condition | undefined, filled: number): GivenColumn {
  const { column, rule } = plan
  const reads = [...new Set([...(agreement?.reads ?? []), ...(condition?.reads ?? []), ...(agreement?.needs === undefined ? [] : [agreement.needs])])]
  const base = { column: column.name, constants: agreement?.constants ?? {}, reads, filled, rule: rule?.name }
  const faker = reads.length === 0 ? PLAIN : 'faker'
  const value = agreement === undefined ? columnExpression(plan, faker) : withFaker(formed(agreement, plan), faker)
  const needed = agreement?.needs === undefined ? sometimes(value, faker, filled) : `${codeMember(agreement.needs)}${filled < 100 ? ` && ${faker}.datatype.boolean(${filled / 100})` : ''} ? ${value} : null`
  if (reads.length === 0) return { ...base, kind: 'plain', expression: needed }
  const given = agreement === undefined ? value : withFaker(formed(anyway(agreement), plan), faker)
  const body = condition === undefined ? needed : conditional(given, needed, condition)
  const uses = ['attributes', 'faker'].filter((name) => new RegExp(`\\b${name}\\b(?=[.[])`).test(body))
  return { ...base, kind: 'lazy', expression: `({ ${uses.join(', ')} }) => ${body.startsWith('{') ? `(${body})` : body}` }
}

/** A value in all rows. */
function anyway({ column, code, codeAnyway = code, form, longest, reads, constants }: Agreement): Agreement {
  return { column, code: codeAnyway, form, reads, ...(longest === undefined ? {} : { longest }), ...(constants === undefined ? {} : { constants }) }
}

function formed({ code, form, longest = Number.POSITIVE_INFINITY }: Agreement, { column, stretch }: ColumnPlan): string {
  if (form === 'text') return fitText(code, longest * stretch, textLimits(column))
  return form === 'moment' ? momentAs(code, column) : code
}

/** NULL in some of the rows. */
function sometimes(code: string, faker: string, filled: number): string {
  if (filled >= 100) return code
  return `${faker}.helpers.maybe(() => ${code.startsWith('{') ? `(${code})` : code}, { probability: ${filled / 100} }) ?? null`
}

/** Where the column has to be there, where it must not be, and as usual elsewhere. */
function conditional(value: string, usual: string, { given, none, isDecided }: Condition): string {
  if (given !== undefined && none === undefined && (isDecided || value === usual)) return `${given} ? ${value} : null`
  const rest = none === undefined ? usual : `${none} ? null : ${usual}`
  return given === undefined ? rest : `${given} ? ${value} : ${rest}`
}
