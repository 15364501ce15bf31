import { codeMember } from '../code-member.js'
import { codeText } from '../code-text.js'
import type { ColumnPlan } from '../column-plan.js'
import { numberLimits } from '../number-limits.js'
import { places, type Place } from '../places.js'
import type { Agreement, PlannedTable } from '../planned-table.js'
import type { Part } from '../rule.js'
import { textLimits } from '../text-limits.js'

const FIELDS: Readonly<Partial<Record<Part, keyof Place>>> = {
  region: 'region', 'postal code': 'postalCode', country: 'country', 'country code': 'countryCode', 'alpha-3': 'countryCode3', latitude: 'latitude', longitude: 'longitude',
}
/** Fewer would look like the same town again and again. */
const LEAST_PLACES = 8

/** City, region, postal code and country of an address are those of one place. */
export function agreeOnPlaces(planned: PlannedTable): void {
  for (const city of planned.parts('city')) {
    const others = planned.plans.flatMap((plan): readonly (readonly [ColumnPlan, keyof Place])[] => {
      const field = fieldOf(plan)
      const isOurs = field !== undefined && plan.prefix === city.prefix && planned.isFree(plan) && plan.unique !== 'alone' && textLimits(plan.column).patterns.length === 0
      return isOurs ? [[plan, field]] : []
    })
    const isWorthIt = others.some(([, field]) => field !== 'latitude' && field !== 'longitude')
    if (!isWorthIt || !planned.isFree(city) || city.unique === 'alone' || textLimits(city.column).patterns.length > 0) continue
    const fitting = places.filter((place) => [[city, 'city'] as const, ...others].every(([plan, field]) => fits(place[field], plan)))
    if (fitting.length >= LEAST_PLACES) agree(city, others, fitting, planned)
  }
}

/** A region of two or three letters is its code. */
function fieldOf(plan: ColumnPlan): keyof Place | undefined {
  const part = plan.fate.give ? plan.rule?.part : undefined
  if (part === 'region' && textLimits(plan.column).maxLength < 4) return 'regionCode'
  return part === undefined ? undefined : FIELDS[part]
}

function fits(value: string | number, { column }: ColumnPlan): boolean {
  if (typeof value === 'number') {
    const { min, max } = numberLimits(column)
    return value >= min && value <= max
  }
  const { minLength, maxLength, letterCase } = textLimits(column)
  return value.length <= maxLength && value.length >= minLength && letterCase === undefined
}

function agree(city: ColumnPlan, others: readonly (readonly [ColumnPlan, keyof Place])[], fitting: readonly Place[], planned: PlannedTable): void {
  // All addresses of a table share the list, with all the fields that one of them needs.
  const fields = new Set<keyof Place>(['city', ...planned.plans.map(fieldOf).filter((field) => field !== undefined), ...others.map(([, field]) => field)])
  const constants = { PLACES: sourceOf(fitting, fields) }
  const base = { form: 'value', constants } as const
  planned.agree({ ...base, column: city.column.name, code: 'faker.helpers.arrayElement(PLACES).city', reads: [] })
  for (const [plan, field] of others) planned.agree({ ...base, ...found(plan, field, city.column.name, fitting) })
}

function found({ column }: ColumnPlan, field: keyof Place, city: string, [first]: readonly Place[]): Pick<Agreement, 'column' | 'code' | 'reads'> {
  const place = `PLACES.find((place) => place.city === ${codeMember(city)})`
  const instead = first?.[field] ?? ''
  const value = `${place}?.${field} ?? ${typeof instead === 'number' ? instead : codeText(instead)}`
  return { column: column.name, code: field === 'postalCode' ? `faker.helpers.replaceSymbols(${value})` : formed(value, column, instead), reads: [city] }
}

function formed(value: string, column: ColumnPlan['column'], instead: string | number): string {
  if (typeof instead === 'string' || column.kind === 'float') return value
  return column.kind === 'decimal' ? `(${value}).toFixed(${numberLimits(column).digits})` : column.kind === 'text' ? `String(${value})` : `Math.round(${value})`
}

function sourceOf(fitting: readonly Place[], fields: ReadonlySet<keyof Place>): string {
  const lines = fitting.map((place) => `  { ${[...fields].map((field) => `${field}: ${typeof place[field] === 'number' ? place[field] : codeText(place[field])}`).join(', ')} },`)
  return `const PLACES = [\n${lines.join('\n')}\n]`
}
