import type { ColumnPlan } from '../column-plan.js'
import { obscureChecks } from '../obscure-checks.js'
import type { PlannedTable } from '../planned-table.js'
import type { Moment } from '../rule.js'
import { wordsOf as partsOf } from '../subject.js'
import { followWord, meantWordsOf, wordsOf } from './follow-word.js'

const STATE = /(^|_)(status|state|stage|phase)$/
/** Names of what has happened, not of what is planned: `shipped_at`, `ship_date`, but not `delivery_date` or `starts_at`. */
const HAPPENED = /(?:^|_)([a-z]+ed|paid|sent|read|ship|payment|cancell?ation|return)(?:_|$)/
/** Which words say that it has happened. A word that is called as the column itself says so too. */
const SAID_BY: Readonly<Partial<Record<Moment, RegExp>>> = {
  submitted: /^(submitted|(in|under|pending)_review|reviewing|approved|accepted|rejected|declined|denied|published|paid|completed?|reimbursed)$/,
  assigned: /^(assigned|in_progress|in_review|review|testing|resolved|closed|done|completed?)$/,
  approved: /^(approved|ordered|received|shipped|paid|reimbursed|completed?|closed)$/,
  rejected: /^(rejected|declined|denied|refused)$/,
  verified: /^(verified|confirmed|accepted|checked_in|checked_out|completed?)$/,
  started: /^(started|running|active|in_progress|in_review|ongoing|processing|paused|on_hold|past_due|succeeded|success|failed|finished|completed?|done|ended|expired|closed)$/,
  ended: /^(ended|succeeded|success|failed|finished|completed?|done|expired|closed|terminated|cancell?ed)$/,
  completed: /^(completed?|succeeded|success|failed|finished|done|closed|won)$/,
  resolved: /^(resolved|fixed|closed|done)$/,
  closed: /^(closed|won|lost)$/,
  paid: /^(paid|packed|shipped|dispatched|in_transit|out_for_delivery|fulfilled|delivered|completed?|returned|(partially_)?refunded|settled|succeeded|captured)$/,
  shipped: /^(shipped|dispatched|in_transit|out_for_delivery|fulfilled|delivered|completed?|returned)$/,
  delivered: /^(delivered|completed?|returned|read)$/,
  received: /^(received|completed?|closed)$/,
  returned: /^(returned|checked_in)$/,
  refunded: /^((partially_)?refunded)$/,
  cancelled: /^(cancell?ed|voided|void|aborted)$/,
  sent: /^(sent|delivered|read|opened|clicked|bounced|viewed|accepted|declined|paid|partially_paid|overdue|refunded)$/,
  read: /^(read|opened|replied|clicked)$/,
  published: /^(published|archived|featured)$/,
}
/** Done for those that are turned down as well. */
const REVIEWED = /^(reviewed|decided|moderated|evaluated|inspected|audited)$/
/** What lies between two steps says that the first of them is taken, if the list has it in front. */
const BETWEEN = /^(processing|preparing|packing|packed|ready|on_hold)$/

/** A row has the moments of all that its status says has happened, and no others: an order that is new is not paid. */
export function agreeOnProgress(planned: PlannedTable): void {
  const deciders = planned.plans.filter(({ column }) => STATE.test(partsOf(column.name))).flatMap((decider) => {
    const words = wordsOf(decider, planned) ?? meantWordsOf(decider)
    return words === undefined || decider.column.kind === 'boolean' ? [] : [{ decider, words }]
  })
  for (const plan of planned.plans) {
    const happened = canFollow(plan, planned) ? HAPPENED.exec(partsOf(plan.column.name))?.[1] : undefined
    if (happened === undefined) continue
    const choices = deciders.map(({ decider, words }) => ({ decider, words, given: wordsSaying(plan, happened, words) })).filter(({ given }) => given.length > 0)
    // Of a status of the order and one of the payment, the one with the very word decides.
    const choice = choices.find(({ words }) => words.some((word) => plain(word) === plain(happened))) ?? choices[0]
    if (choice === undefined) continue
    planned.force(choice.decider)
    followWord(plan, { ...choice, none: choice.words.filter((word) => !choice.given.includes(word)) }, planned)
  }
}

function canFollow({ column, rule, meaning, fate }: ColumnPlan, planned: PlannedTable): boolean {
  const isMoment = rule?.part?.startsWith('at ') === true && meaning.kind === 'moment' && column.kind !== 'array'
  const isOpen = column.nullable && column.defaultExpression === undefined && (fate.give || fate.why === 'null')
  return isMoment && isOpen && !planned.conditions.has(column.name) && !planned.wantedKeys.has(column.name) && obscureChecks(column.name, planned.table).length === 0
}

function wordsSaying({ rule }: ColumnPlan, happened: string, words: readonly string[]): readonly string[] {
  const said = SAID_BY[rule?.part?.slice('at '.length) as Moment] // a moment's part is its name
  const isSaid = words.map((word) => plain(word) === plain(happened) || said?.test(plain(word)) === true || (REVIEWED.test(happened) && SAID_BY.rejected?.test(plain(word)) === true))
  return words.filter((word, at) => isSaid[at] === true || (BETWEEN.test(plain(word)) && isSaid.slice(0, at).includes(true) && isSaid.slice(at + 1).includes(true)))
}

function plain(word: string): string {
  return word.trim().toLowerCase().replaceAll(/[\s-]+/g, '_').replace('canceled', 'cancelled')
}
