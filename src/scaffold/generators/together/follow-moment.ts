import { codeMember } from '../code-member.js'
import type { ColumnPlan } from '../column-plan.js'
import { momentLimits } from '../moment-limits.js'
import { codeRead, type Agreement } from '../planned-table.js'

const DAY = 86_400_000
const HOUR = 3_600_000

export interface Gap {
  /** At most so many later. */
  readonly most: number
  readonly unit: 'days' | 'hours'
}

/** An expression for a moment that comes after another one of the row: at least an hour, or a day where one of them is a day. */
export function followMoment(follower: ColumnPlan, leader: ColumnPlan, gap: Gap): Agreement {
  const { column } = follower
  const code = laterThan(readMoment(leader, true), follower, leader, gap)
  const base = { column: column.name, form: 'moment', reads: [leader.column.name] } as const
  if (!leader.column.nullable || !column.nullable) return { ...base, code }
  return { ...base, code: laterThan(readMoment(leader, false), follower, leader, gap), needs: leader.column.name, codeAnyway: code }
}

function laterThan(before: string, { column }: ColumnPlan, leader: ColumnPlan, gap: Gap): string {
  const limits = momentLimits(column)
  if (limits.to !== undefined) return `faker.date.between({ from: ${bare(before)}, to: '${limits.to}' })`
  if (limits.clock === 'past') return `faker.date.between({ from: ${bare(before)}, to: faker.defaultRefDate() })`
  if (limits.clock === 'future') return `faker.date.between({ from: ${bare(before)}, to: '2037-12-31' })`
  const isDays = gap.unit === 'days' || column.kind === 'date' || leader.column.kind === 'date'
  if (isDays && column.kind === leader.column.kind && column.kind !== 'date' && !isNumeric(column.kind)) return `faker.date.soon({ days: ${mostDays(gap)}, refDate: ${bare(before)} })`
  const amount = isDays ? mostDays(gap) : gap.most
  return `new Date(${before}.getTime() + faker.number.int({ min: 1, max: ${amount} }) * ${isDays ? '86_400_000' : '3_600_000'})`
}

/** As an argument it needs no parentheses. */
function bare(code: string): string {
  return /^\([^()]*(?:\(\))?\)$/.test(code) ? code.slice(1, -1) : code
}

function mostDays({ most, unit }: Gap): number {
  return unit === 'days' ? most : Math.max(1, Math.ceil((most * HOUR) / DAY))
}

function isNumeric(kind: ColumnPlan['column']['kind']): boolean {
  return kind === 'integer' || kind === 'bigint' || kind === 'float' || kind === 'decimal'
}

/** How a moment of the row is read as a Date. */
export function readMoment({ column }: ColumnPlan, isAlways: boolean): string {
  const instead = { text: "''", other: "''" }[column.kind as string] ?? (isNumeric(column.kind) ? '0' : 'faker.defaultRefDate()') // other kinds have no entry
  const read = isAlways ? codeRead(column, instead) : codeMember(column.name)
  switch (column.kind) {
    case 'integer':
      return `new Date(${read} * 1000)`
    case 'text':
    case 'other':
    case 'bigint':
    case 'float':
      return `new Date(${read})`
    case 'decimal':
      return `new Date(Number(${read}))`
    default:
      return read
  }
}
