import type { ColumnComparison } from '../../../database/schema/database-schema.js'
import { codeMember } from '../code-member.js'
import type { ColumnPlan } from '../column-plan.js'
import { gives } from '../gives.js'
import { numberLimits } from '../number-limits.js'
import { codeRead, codeValue, type PlannedTable } from '../planned-table.js'
import { readsItself } from './agree-on-moments.js'
import { followMoment } from './follow-moment.js'
import { followNumber, isNumber } from './follow-number.js'
import { leaveRoom } from './leave-room.js'

const EARLY = gives.time('07:00:00', '08:00:00', '08:30:00', '09:00:00', '10:00:00')
const LATE = gives.time('15:45:00', '17:00:00', '18:00:00', '20:00:00', '22:00:00')

/** What the table's CHECKs say of two columns: the right one is made from the left one. */
export function agreeOnComparisons(planned: PlannedTable): void {
  // The last of a chain first: it tells the one before it how much room there is.
  const { comparisons } = planned
  const ordered = comparisons.toSorted((a, b) => depthOf(a.left, comparisons) - depthOf(b.left, comparisons))
  for (const comparison of ordered) agreeOn(comparison, planned)
}

/** How many comparisons follow from one column on. */
function depthOf(column: string, comparisons: readonly ColumnComparison[], seen: readonly string[] = []): number {
  if (seen.includes(column)) return 0
  return Math.max(0, ...comparisons.filter(({ left, operator }) => left === column && operator !== '<>').map(({ right }) => 1 + depthOf(right, comparisons, [...seen, column])))
}

function agreeOn({ left, operator, right }: ColumnComparison, planned: PlannedTable): void {
  const leader = planned.plan(left)
  if (leader === undefined || left === right || planned.plan(right) === undefined) return
  if (planned.agreements.has(right) && !readsItself(right, left, planned)) return stayBelow(leader, operator, right, planned)
  if (leader.fate.give || leader.fate.why === 'default') {
    planned.force(leader)
    const follower = planned.plan(right)
    if (follower !== undefined) planned.force(follower)
  }
  const [first, second] = [planned.plan(left), planned.plan(right)]
  if (first === undefined || second === undefined || !first.fate.give || !planned.isFree(second) || readsItself(left, right, planned)) return
  follow(first, operator, second, planned)
}

/** Where the right one comes of other columns already, the left one is a part of it. A default of zero is below it anyway. */
function stayBelow(leader: ColumnPlan, operator: ColumnComparison['operator'], right: string, planned: PlannedTable): void {
  const other = planned.plan(right)
  const isShare = leader.fate.give && other !== undefined && isNumber(leader) && isNumber(other) && (operator === '<' || operator === '<=')
  if (!isShare || !planned.isFree(leader) || numberLimits(leader.column).min > 0 || numberLimits(other.column).digits > numberLimits(leader.column).digits) return
  const share = `Number(${codeValue(other.column, '0')}) * faker.number.float({ min: 0, max: 0.9, fractionDigits: 2 })`
  const { kind } = leader.column
  const digits = numberLimits(leader.column).digits
  const whole = digits === 0 ? `Math.floor(${share})` : `(${share}).toFixed(${digits})`
  const code = kind === 'decimal' ? (digits === 0 ? `String(${whole})` : whole) : digits === 0 ? whole : `Number(${whole})`
  planned.agree({ column: leader.column.name, code, form: 'value', reads: [right] })
}

function follow(leader: ColumnPlan, operator: ColumnComparison['operator'], follower: ColumnPlan, planned: PlannedTable): void {
  const { column } = follower
  if (operator === '=') return planned.agree({ column: column.name, code: codeMember(leader.column.name), form: 'value', reads: [leader.column.name] })
  if (isNumber(leader) && isNumber(follower)) return followNumber(leader, follower, operator, planned)
  if (operator === '<>') return differ(leader, follower, planned)
  if (isClock(leader) && isClock(follower)) {
    planned.replace({ ...leader, meaning: EARLY })
    return planned.replace({ ...follower, meaning: LATE })
  }
  if (!isMoment(leader) || !isMoment(follower)) return
  leaveRoom(leader, follower, planned)
  planned.agree(followMoment(follower, planned.plan(leader.column.name) ?? leader, { most: 30, unit: 'days' }))
}

function isClock({ column, meaning }: ColumnPlan): boolean {
  return column.kind === 'time' || (column.kind === 'text' && meaning.kind === 'time')
}

function isMoment({ column, meaning }: ColumnPlan): boolean {
  return ['date', 'timestamp', 'timestamptz'].includes(column.kind) || meaning.kind === 'moment'
}

/** Texts are drawn from many; two flags that must differ are each other's opposite. */
function differ(leader: ColumnPlan, { column }: ColumnPlan, planned: PlannedTable): void {
  if (column.kind === 'boolean' && leader.column.kind === 'boolean') {
    planned.agree({ column: column.name, code: `!${codeRead(leader.column, 'false')}`, form: 'value', reads: [leader.column.name] })
  }
}
