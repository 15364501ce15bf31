import type { ColumnPlan } from '../column-plan.js'
import { gives } from '../gives.js'
import { codeRead, codeValue, mayMiss, type PlannedTable } from '../planned-table.js'
import { keepsTo } from '../patterns/pattern-expression.js'
import { textLimits } from '../text-limits.js'

const LONGEST_NAME = 37
const LONGEST_EMAIL = 52
const LONGEST_USERNAME = 36
const DOMAIN = '@example.com'
/** Without titles: its first and last word go into an e-mail address. */
const PLAIN_NAME = gives.text(['`${faker.person.firstName()} ${faker.person.lastName()}`', 36], ['faker.person.lastName()', 22], ['faker.person.firstName()', 14])

/** Names, user names and e-mail addresses of one person agree. */
export function agreeOnNames(planned: PlannedTable): void {
  for (const prefix of new Set(planned.plans.map((plan) => plan.prefix))) {
    const first = planned.part('first name', prefix)
    const last = planned.part('last name', prefix)
    agreeOnFullName(prefix, first, last, planned)
    agreeOnInitials(prefix, first, last, planned)
    const name = first === undefined && last === undefined ? planned.part('full name', prefix) : undefined
    for (const plan of [planned.part('username', prefix), planned.part('email', prefix)]) {
      if (plan === undefined || !isMalleable(plan, planned)) continue
      if (first !== undefined || last !== undefined) agreeOnAddress(plan, first, last, planned)
      else if (name !== undefined) agreeOnAddressOfName(plan, name, planned)
      else agreeOnAddressOfCompany(plan, planned)
    }
  }
}

/** Free, and without a pattern that addresses do not keep to. */
function isMalleable(plan: ColumnPlan, planned: PlannedTable): boolean {
  const { patterns } = textLimits(plan.column)
  return planned.isFree(plan) && (patterns.length === 0 || keepsTo(patterns, plan.rule?.like))
}

function agreeOnFullName(prefix: string, first: ColumnPlan | undefined, last: ColumnPlan | undefined, planned: PlannedTable): void {
  const full = planned.part('full name', prefix)
  if (full === undefined || first === undefined || last === undefined || !isMalleable(full, planned)) return
  const code = `\`\${${codeValue(first.column, "''")}} \${${codeValue(last.column, "''")}}\`${mayMiss(first.column) || mayMiss(last.column) ? '.trim()' : ''}`
  planned.agree({ column: full.column.name, code, form: 'text', longest: LONGEST_NAME, reads: [first.column.name, last.column.name] })
}

function agreeOnInitials(prefix: string, first: ColumnPlan | undefined, last: ColumnPlan | undefined, planned: PlannedTable): void {
  const initials = planned.part('initials', prefix)
  if (initials === undefined || first === undefined || last === undefined || !isMalleable(initials, planned)) return
  const code = `\`\${${codeRead(first.column, "'A'")}.slice(0, 1)}\${${codeRead(last.column, "'A'")}.slice(0, 1)}\``
  planned.agree({ column: initials.column.name, code, form: 'text', longest: 2, reads: [first.column.name, last.column.name] })
}

function agreeOnAddress(plan: ColumnPlan, first: ColumnPlan | undefined, last: ColumnPlan | undefined, planned: PlannedTable): void {
  const names = [first === undefined ? undefined : `firstName: ${codeValue(first.column, "''")}`, last === undefined ? undefined : `lastName: ${codeValue(last.column, "''")}`]
  const reads = [first, last].filter((one) => one !== undefined).map(({ column }) => column.name)
  draw(plan, `{ ${names.filter((one) => one !== undefined).join(', ')} }`, reads, planned)
}

/** The first and last word of a name; a name of one word stands for both. */
function agreeOnAddressOfName(plan: ColumnPlan, name: ColumnPlan, planned: PlannedTable): void {
  if (name.meaning.kind === 'text' && planned.isFree(name)) planned.replace({ ...name, meaning: PLAIN_NAME })
  const read = codeRead(name.column, "''")
  draw(plan, `{ firstName: ${read}.split(' ').at(0) ?? '', lastName: ${read}.split(' ').at(-1) ?? '' }`, [name.column.name], planned)
}

function draw(plan: ColumnPlan, names: string, reads: readonly string[], planned: PlannedTable): void {
  const { maxLength } = textLimits(plan.column)
  const base = { column: plan.column.name, form: 'text', reads } as const
  if (plan.rule?.part === 'username') return planned.agree({ ...base, code: `faker.internet.username(${names}).toLowerCase()`, longest: LONGEST_USERNAME })
  if (maxLength >= LONGEST_EMAIL * plan.stretch) return planned.agree({ ...base, code: `faker.internet.exampleEmail(${names}).toLowerCase()`, longest: LONGEST_EMAIL })
  if (maxLength < 20) return
  // The end of an address cannot be cut off.
  const local = maxLength - DOMAIN.length
  planned.agree({ ...base, code: `\`\${faker.internet.username(${names}).toLowerCase().slice(0, ${local})}${DOMAIN}\``, longest: maxLength / plan.stretch })
}

/** The address of a company goes by its name. */
function agreeOnAddressOfCompany(plan: ColumnPlan, planned: PlannedTable): void {
  const name = planned.part('name', '')
  const { maxLength } = textLimits(plan.column)
  if (plan.rule?.part !== 'email') return
  if (name === undefined || maxLength < 80 || name.meaning.kind !== 'text') return draw(plan, '', [], planned)
  const code = `\`info@\${${codeRead(name.column, "'company'")}.toLowerCase().replaceAll(/[^a-z0-9]/g, '') || 'company'}.example\``
  planned.agree({ column: plan.column.name, code, form: 'text', longest: 75, reads: [name.column.name] })
}
