import type { PlannedTable } from '../planned-table.js'
import { numberLimits } from '../number-limits.js'
import { isNumber } from './follow-number.js'
import { readMoment } from './follow-moment.js'

/** The age is that of somebody born on that day. */
export function agreeOnAges(planned: PlannedTable): void {
  for (const age of planned.parts('age')) {
    const born = planned.part('at born', age.prefix)
    const { min, max, digits } = numberLimits(age.column)
    if (born?.meaning.kind !== 'moment' || born.meaning.when !== 'birth' || !planned.isFree(age) || !isNumber(age) || digits > 0 || age.column.kind === 'decimal') continue
    // Born later in the year than today, somebody is a year younger.
    if (min > born.meaning.least - 1 || max < born.meaning.most + 1) continue
    const code = `faker.defaultRefDate().getUTCFullYear() - ${readMoment(born, true)}.getUTCFullYear()`
    planned.agree({ column: age.column.name, code, form: 'value', reads: [born.column.name] })
  }
}
