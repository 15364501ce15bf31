import { codeValue, type PlannedTable } from '../planned-table.js'
import { textLimits } from '../text-limits.js'

const LONGEST = 80

/** A slug is made of the title or the name beside it. */
export function agreeOnSlugs(planned: PlannedTable): void {
  for (const slug of planned.parts('slug')) {
    const source = planned.part('title', slug.prefix) ?? planned.part('name', slug.prefix) ?? planned.part('title', '') ?? planned.part('name', '') ?? planned.part('catalogue name', '') ?? planned.part('full name', '')
    if (source === undefined || !planned.isFree(slug) || source.column.kind === 'array') continue
    // A slug that has to differ needs titles that do.
    if (slug.unique !== 'no' && planned.isFree(source)) planned.replace({ ...source, unique: slug.unique })
    const clean = textLimits(slug.column).patterns.length > 0 ? ".replaceAll(/[^a-z0-9-]/g, '')" : ''
    const code = `faker.helpers.slugify(${codeValue(source.column, "''")}).toLowerCase()${clean}`
    planned.agree({ column: slug.column.name, code, form: 'text', longest: Math.min(LONGEST, textLimits(source.column).maxLength), reads: [source.column.name] })
  }
}
