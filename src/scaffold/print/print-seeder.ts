import { codeText } from '../generators/code-text.js'
import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { Language } from '../detect-language.js'
import type { AttachedRows, SeederStep } from '../plan/seeder-step.js'
import { LINE_WIDTH } from './fit-code.js'
import { pivotCode } from './pivot-code.js'
import { printImports } from './print-imports.js'
import { printObject, type CodeProperty } from './print-object.js'
import { propertyName } from './property-name.js'

/** Spaces in front of the calls of a chain. */
const CHAIN = 6

export interface SeederSource {
  readonly className: string
  readonly steps: readonly SeederStep[]
  readonly language: Language
  readonly factoryOf: (table: DatabaseTable) => { readonly name: string; readonly from: string }
}

/** The text of a seeder that fills tables. */
export function printSeeder({ className, steps, language, factoryOf }: SeederSource): string {
  const isTyped = language.variant === 'ts'
  const lines = steps.flatMap((step) => stepLines(step))
  const names = [...new Set(steps.flatMap(({ plan, recycled }) => [plan, ...recycled.map((one) => one.plan)]))]
  const imports = printImports(
    [
      { from: 'seedkit', values: steps.some(({ attached }) => attached.some(isRange)) ? ['Seeder', 'between'] : ['Seeder'], types: [] },
      ...names.map(({ table }) => ({ from: factoryOf(table).from, values: [factoryOf(table).name], types: [] })),
    ],
    language,
  )
  const heading = `${language.variant === 'cjs' ? '' : 'export '}class ${className} extends Seeder {\n  async run()${isTyped ? ': Promise<void>' : ''} {`
  const parts = [imports, `/** What "seedkit db:seed" runs: all tables, parents first. */\n${heading}\n${lines.join('\n')}\n  }\n}`]
  if (language.variant === 'cjs') parts.push(`module.exports = { ${className} }`)
  return `${parts.join('\n\n')}\n`
}

function stepLines(step: SeederStep): readonly string[] {
  const { plan, roots, variable, count } = step
  const chain = chainOf(step)
  if (roots === undefined) return [statement(variable, plan.names.factory, [...chain, call(count, overridesOf(step))])]
  const parents = roots.keys.flatMap(({ columns }) => columns).map((column) => ({ name: propertyName(column), code: `this.factory(${plan.names.factory})` }))
  return [
    statement(roots.variable, plan.names.factory, [...chain, call(roots.count, overridesOf(step))]),
    statement(variable, plan.names.factory, [...chain, `.recycle(${plan.names.factory}, ${roots.variable})`, call(count, [...overridesOf(step), ...parents])]),
  ]
}

function chainOf({ recycled, attached, sequences, apart }: SeederStep): readonly string[] {
  return [
    ...recycled.map((one) => {
      const rows = apart?.parent === one.plan ? `${apart.variable}.slice(${apart.half})` : (one.variable ?? '(query) => query')
      return `.recycle(${one.plan.names.factory}, ${rows}${one.inTurn ? ", { strategy: 'roundRobin' }" : ''})`
    }),
    ...sequences.map(({ key, variable }) => {
      const values = key.columns.map((column, at) => `${propertyName(column)}: row${memberOf(key.foreignColumns[at] ?? '')}`)
      return `.sequence(...${variable}.map((row) => ({ ${values.join(', ')} })))`
    }),
    ...attached.map((rows) => attach(rows)),
  ]
}

function attach(rows: AttachedRows): string {
  const count = isRange(rows) ? `between(${rows.min}, ${rows.max})` : String(rows.min)
  const front = `.has${capitalized(rows.relation.name)}(${count}`
  const filled = `${front}, undefined, `
  const pivot = rows.relation.pivot === undefined ? undefined : pivotCode(rows.relation.pivot.table.values, { indent: CHAIN, taken: CHAIN + filled.length + 2 })
  return pivot === undefined ? `${front})` : `${filled}${pivot})`
}

function overridesOf({ apart }: SeederStep): readonly CodeProperty[] {
  if (apart === undefined) return []
  const { column, variable, half, foreign } = apart
  return [{ name: propertyName(column), code: `({ faker }) => faker.helpers.arrayElement(${variable}.slice(0, ${half}))${memberOf(foreign)}` }]
}

function call(count: number, overrides: readonly CodeProperty[]): string {
  if (overrides.length === 0) return `.createBatch(${count})`
  const front = `.createBatch(${count}, `
  return `${front}${printObject(overrides, { indent: CHAIN, taken: front.length + 7 })})`
}

/** A chain on one line, or a line for each call. */
function statement(variable: string | undefined, factory: string, calls: readonly string[]): string {
  const front = `    ${variable === undefined ? '' : `const ${variable} = `}await this.factory(${factory})`
  const short = front + calls.join('')
  if (calls.length < 4 && short.length <= LINE_WIDTH && !short.includes('\n')) return short
  return `${front}\n${calls.map((each) => `      ${each}`).join('\n')}`
}

function isRange({ min, max }: { readonly min: number; readonly max: number }): boolean {
  return max > min
}

function memberOf(column: string): string {
  return propertyName(column) === column ? `.${column}` : `[${codeText(column)}]`
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
