import { gives } from '../gives.js'
import { codeRead, type PlannedTable } from '../planned-table.js'
import { textLimits } from '../text-limits.js'

const NAME = gives.text(["faker.system.commonFileName(faker.helpers.arrayElement(['pdf', 'csv', 'png', 'jpg']))", 60], ["`${faker.word.noun()}.${faker.helpers.arrayElement(['pdf', 'csv', 'png', 'jpg'])}`", 21])
const LEAST = 21
const TYPES = `const MIME_TYPES: Readonly<Record<string, string>> = { pdf: 'application/pdf', csv: 'text/csv', png: 'image/png', jpg: 'image/jpeg' }`

/** Extension and MIME type are those of the file's name. */
export function agreeOnFiles(planned: PlannedTable): void {
  const [name] = planned.parts('file name')
  const types = planned.parts('mime type').filter((plan) => planned.isFree(plan) && textLimits(plan.column).maxLength >= 15)
  const extensions = planned.parts('extension').filter((plan) => planned.isFree(plan) && textLimits(plan.column).maxLength >= 3)
  if (name === undefined || !planned.isFree(name) || textLimits(name.column).maxLength < LEAST || types.length + extensions.length === 0) return
  planned.replace({ ...name, meaning: NAME })
  const reads = [name.column.name]
  const extension = `${codeRead(name.column, "''")}.split('.').at(-1) ?? ''`
  for (const { column } of extensions) planned.agree({ column: column.name, code: extension, form: 'text', longest: 3, reads })
  for (const { column } of types) {
    planned.agree({ column: column.name, code: `MIME_TYPES[${extension}] ?? 'application/octet-stream'`, form: 'text', longest: 15, reads, constants: { MIME_TYPES: TYPES } })
  }
}
