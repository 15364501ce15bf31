import { codeMember } from '../code-member.js'
import type { ColumnPlan } from '../column-plan.js'
import { mayMiss, type PlannedTable } from '../planned-table.js'
import type { Part } from '../rule.js'
import { entityOf } from '../subject.js'
import { textLimits } from '../text-limits.js'

/** A list of faker's: what its fields are called, by the part of a column. */
interface Catalogue {
  readonly of: RegExp
  readonly list: string
  readonly fields: Readonly<Partial<Record<Part, string>>>
  readonly longest: Readonly<Record<string, number>>
}

const CATALOGUES: readonly Catalogue[] = [
  { of: /(^|_)(country|nation|country_region)$/, list: 'location.country_code', fields: { 'alpha-2': 'alpha2', 'alpha-3': 'alpha3', 'numeric code': 'numeric' }, longest: { alpha2: 2, alpha3: 3, numeric: 3 } },
  { of: /(^|_)currency$/, list: 'finance.currency', fields: { 'alpha-3': 'code', 'catalogue name': 'name', symbol: 'symbol', 'numeric code': 'numericCode' }, longest: { code: 3, name: 60, symbol: 5, numericCode: 3 } },
  { of: /(^|_)(language|culture)$/, list: 'location.language', fields: { 'alpha-2': 'alpha2', 'alpha-3': 'alpha3', 'catalogue name': 'name' }, longest: { alpha2: 2, alpha3: 3, name: 20 } },
]
const KEYS: readonly Part[] = ['alpha-2', 'alpha-3', 'catalogue name']

/** Tables of countries, currencies and languages: names and codes of a row are those of one entry. */
export function agreeOnCatalogues(planned: PlannedTable): void {
  const entity = entityOf(planned.table.name)
  const catalogue = CATALOGUES.find(({ of }) => of.test(entity))
  if (catalogue === undefined) return
  const key = KEYS.map((part) => planned.parts(part).find((plan) => catalogue.fields[part] !== undefined && isWhole(plan, catalogue))).find((plan) => plan !== undefined)
  const keyField = key?.rule?.part === undefined ? undefined : catalogue.fields[key.rule.part]
  if (key === undefined || keyField === undefined) return
  for (const plan of planned.plans) {
    const part = plan.fate.give ? plan.rule?.part : undefined
    if (part === undefined || plan === key || !planned.isFree(plan) || textLimits(plan.column).patterns.length > 0) continue
    const field = catalogue.fields[part]
    const entry = `faker.definitions.${catalogue.list}.find((entry) => entry.${keyField} === ${codeMember(key.column.name)})`
    if (field !== undefined) planned.agree({ column: plan.column.name, code: `${entry}?.${field} ?? ''`, form: 'text', longest: catalogue.longest[field] ?? 0, reads: [key.column.name] })
    else if (part === 'catalogue name') nameCountry(plan, key, entry, planned)
  }
}

/** Its values are not cut: they have to be found again. */
function isWhole(plan: ColumnPlan, { fields, longest }: Catalogue): boolean {
  const field = plan.rule?.part === undefined ? undefined : fields[plan.rule.part]
  const { maxLength, letterCase, patterns } = textLimits(plan.column)
  return field !== undefined && maxLength >= (longest[field] ?? 0) && letterCase === undefined && patterns.length === 0
}

/** Faker's names of countries have no codes beside them; those of JavaScript do. */
function nameCountry(plan: ColumnPlan, key: ColumnPlan, entry: string, planned: PlannedTable): void {
  const isCode = key.rule?.part === 'alpha-2' && !mayMiss(key.column)
  const code = isCode ? codeMember(key.column.name) : `${entry}?.alpha2 ?? 'DE'`
  planned.agree({ column: plan.column.name, code: `new Intl.DisplayNames(['en'], { type: 'region' }).of(${code}) ?? ''`, form: 'text', longest: 46, reads: [key.column.name] })
}
