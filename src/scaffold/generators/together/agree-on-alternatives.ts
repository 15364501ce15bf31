import type { RowAlternative, RowAlternatives } from '../../../database/schema/database-schema.js'
import type { ColumnPlan } from '../column-plan.js'
import { mergeBounds } from '../merge-bounds.js'
import type { PlannedTable } from '../planned-table.js'
import { followWord, isMeantToStay, wordsOf } from './follow-word.js'

/**
 * What the table's CHECKs leave the choice of. Where the choice goes by the word of another column (`status <> 'paid' or paid_at is not null`), the row's own word
 * decides; elsewhere every row goes the same way.
 */
export function agreeOnAlternatives(planned: PlannedTable): void {
  for (const choice of planned.table.alternatives) {
    if (!goByWord(choice, planned)) goOneWay(choice, planned)
  }
}

/** Columns that decide: those of few words that every row has, or can have. */
function goByWord({ alternatives }: RowAlternatives, planned: PlannedTable): boolean {
  for (const decider of planned.plans) {
    const words = wordsOf(decider, planned)
    const ways = words?.map((word) => alternatives.find((one) => admits(one, decider.column.name, word)))
    if (words === undefined || !alternatives.some(({ bounds }) => bounds[decider.column.name] !== undefined)) continue
    if (ways?.every((way) => way !== undefined && isAboutPresence(way, decider, planned)) !== true) continue
    follow(decider, words, ways.filter((way) => way !== undefined), planned)
    return true
  }
  return false
}

function admits({ bounds }: RowAlternative, column: string, word: string): boolean {
  const { values, excluded = [] } = bounds[column] ?? {}
  return (values === undefined || values.includes(word)) && !excluded.includes(word)
}

/** It says which columns are NULL and which are not, and all of them are ours to decide on. */
function isAboutPresence({ nulls, notNulls, bounds, comparisons }: RowAlternative, decider: ColumnPlan, planned: PlannedTable): boolean {
  const { min, max, patterns } = bounds[decider.column.name] ?? {}
  if (comparisons.length > 0 || min !== undefined || max !== undefined || patterns !== undefined || Object.keys(bounds).some((name) => name !== decider.column.name)) return false
  return [...nulls, ...notNulls].every((name) => name === decider.column.name ? !nulls.includes(name) : canDecide(planned.plan(name)))
}

function canDecide(plan: ColumnPlan | undefined): boolean {
  return plan !== undefined && plan.column.defaultExpression === undefined && (plan.fate.give || plan.fate.why === 'null')
}

function follow(decider: ColumnPlan, words: readonly string[], ways: readonly RowAlternative[], planned: PlannedTable): void {
  planned.force(decider)
  for (const plan of planned.plans) {
    const { name } = plan.column
    if (name === decider.column.name) continue
    const given = words.filter((_, at) => ways[at]?.notNulls.includes(name))
    const none = words.filter((_, at) => ways[at]?.nulls.includes(name))
    if (given.length + none.length > 0) followWord(plan, { decider, words, given, none }, planned)
  }
}

/** The first way that all rows can go. */
function goOneWay({ alternatives }: RowAlternatives, planned: PlannedTable): void {
  const way = alternatives.find((one) => one.notNulls.length > 0 && isOpen(one, planned)) ?? alternatives.find((one) => isOpen(one, planned))
  if (way === undefined) return
  for (const name of way.nulls) keep(name, 'null', planned)
  for (const name of way.notNulls) keep(name, 'given', planned)
  for (const [name, bounds] of Object.entries(way.bounds)) {
    const plan = planned.plan(name)
    if (plan === undefined) continue
    planned.replace({ ...plan, column: { ...plan.column, bounds: mergeBounds(plan.column.bounds, bounds) } })
    planned.force(plan)
  }
  planned.comparisons = [...planned.comparisons, ...way.comparisons]
}

function isOpen({ nulls, notNulls, bounds }: RowAlternative, planned: PlannedTable): boolean {
  if (Object.keys(bounds).some((name) => planned.plan(name)?.column.defaultExpression !== undefined && isMeantToStay(name, planned))) return false
  const isFixed = (name: string, wanted: 'given' | 'null'): boolean => {
    const plan = planned.plan(name)
    const before = planned.wantedKeys.get(name)
    return plan === undefined || (before !== undefined && before !== wanted) || planned.conditions.has(name)
  }
  return nulls.every((name) => planned.plan(name)?.column.nullable === true && planned.plan(name)?.column.defaultExpression === undefined && !isFixed(name, 'null')) && notNulls.every((name) => !isFixed(name, 'given'))
}

function keep(name: string, wanted: 'given' | 'null', planned: PlannedTable): void {
  const plan = planned.plan(name)
  if (plan === undefined) return
  planned.wantedKeys.set(name, wanted)
  if (!plan.fate.give && plan.fate.why !== 'null' && plan.fate.why !== 'default') return
  if (wanted === 'null') planned.replace({ ...plan, fate: { give: false, why: 'null' } })
  else if (plan.fate.give || plan.fate.why === 'null') planned.replace({ ...plan, fate: { give: true, filled: 100 } })
}
