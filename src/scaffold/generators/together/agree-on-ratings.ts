import { codeNumber } from '../code-number.js'
import type { NumberMeaning } from '../meaning.js'
import { numberLimits } from '../number-limits.js'
import { numberRange } from '../number-range.js'
import type { PlannedTable } from '../planned-table.js'
import { textLimits } from '../text-limits.js'
import { isNumber, numberOf } from './follow-number.js'

const TEXTS = {
  GOOD_REVIEWS: ['Exactly what I was looking for.', 'Good value for the money.', 'Would buy again.', 'Better than I had hoped.', 'Arrived early and well packed.'],
  FAIR_REVIEWS: ['Works as described.', 'Arrived late, but well packed.', 'Fine for the price.', 'It does what it should.', 'Neither good nor bad.'],
  POOR_REVIEWS: ['Not what I expected.', 'Arrived damaged.', 'Broke after a few days.', 'I have sent it back.', 'Not worth the money.'],
}
const TITLES = {
  GOOD_TITLES: ['Love it', 'Highly recommended', 'Great quality', 'Very happy', 'Excellent'],
  FAIR_TITLES: ['It is all right', 'As described', 'Good enough', 'Decent', 'Mixed feelings'],
  POOR_TITLES: ['Disappointed', 'Not recommended', 'Poor quality', 'Sent it back', 'Would not buy again'],
}
const LONGEST_TEXT = 31
const LONGEST_TITLE = 19

/** Who gives few stars does not praise. */
export function agreeOnRatings(planned: PlannedTable): void {
  const rating = planned.parts('rating').find((plan) => isNumber(plan))
  if (rating === undefined) return
  const { min, max } = numberRange(rating.meaning as NumberMeaning, numberLimits(rating.column), rating.unique) // isNumber() has been asked
  const middle = (min + max) / 2
  const step = (max - min) / 8
  const read = numberOf(rating, { min: middle })
  for (const plan of [...planned.parts('review text'), ...planned.parts('review title')]) {
    const isTitle = plan.rule?.part === 'review title'
    const one = isTitle ? LONGEST_TITLE : LONGEST_TEXT
    const { maxLength, patterns } = textLimits(plan.column)
    if (!planned.isFree(plan) || plan.meaning.kind !== 'text' || plan.unique === 'alone' || patterns.length > 0 || maxLength < one || min >= max) continue
    const lists = isTitle ? TITLES : TEXTS
    const [good, fair, poor] = Object.keys(lists)
    const list = `${read} > ${codeNumber(middle + step)} ? ${good} : ${read} < ${codeNumber(middle - step)} ? ${poor} : ${fair}`
    const isLong = !isTitle && maxLength > 2 * one
    const constants = Object.fromEntries(Object.entries(lists).map(([name, texts]) => [name, `const ${name} = [${texts.map((text) => `'${text}'`).join(', ')}]`]))
    const code = isLong ? `faker.helpers.arrayElements(${list}, 2).join(' ')` : `faker.helpers.arrayElement(${list})`
    planned.agree({ column: plan.column.name, code, form: 'text', longest: (isLong ? 2 * one + 1 : one) / plan.stretch, reads: [rating.column.name], constants })
  }
}
