import { codeRead, type PlannedTable } from '../planned-table.js'
import { textLimits } from '../text-limits.js'

/** The letters of the longest name, with all that stands around them. */
const LONGEST = 76

/** The website of a company, and its domain, go by its name. */
export function agreeOnWebsites(planned: PlannedTable): void {
  const name = planned.part('name', '')
  if (name === undefined || name.meaning.kind !== 'text' || name.column.kind === 'array') return
  for (const plan of [...planned.parts('website'), ...planned.parts('domain')]) {
    const { maxLength, patterns } = textLimits(plan.column)
    if (plan.prefix !== '' || !planned.isFree(plan) || maxLength < LONGEST * name.stretch || patterns.length > 0) continue
    if (plan.unique === 'alone' && planned.isFree(name)) planned.replace({ ...name, unique: plan.unique })
    // Nothing is left of a name in another script.
    const host = `\${${codeRead(name.column, "'company'")}.toLowerCase().replaceAll(/[^a-z0-9]/g, '') || 'company'}.example`
    planned.agree({ column: plan.column.name, code: plan.rule?.part === 'website' ? `\`https://www.${host}\`` : `\`${host}\``, form: 'text', longest: LONGEST, reads: [name.column.name] })
  }
}
