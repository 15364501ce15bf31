import { codeText } from '../generators/code-text.js'
import type { FactoryPlan } from '../plan/factory-plan.js'
import type { PlannedTraits } from '../plan/plan-traits.js'
import { codeColumns } from './code-columns.js'
import { codeTable } from './code-table.js'
import type { FactorySource } from './factory-source.js'
import { fitCode, LINE_WIDTH } from './fit-code.js'
import { insertType } from './insert-type.js'
import { printImports, type ImportedNames } from './print-imports.js'
import { printLines, printObject, type CodeProperty } from './print-object.js'
import { printRowType } from './print-row-type.js'
import { propertyName } from './property-name.js'
import { relationCode } from './relation-code.js'

/** The text of a factory's file. */
export function printFactory(source: FactorySource): string {
  const { plan, language } = source
  const isCommonJs = language.variant === 'cjs'
  const { seedkit, others } = importsOf(source)
  const parts = [
    printImports(isCommonJs ? [seedkit] : [seedkit, ...others], language),
    ...Object.values(plan.constants).map((constant) => fitCode(constant, { indent: 0, taken: 0 })),
    printRowType(plan.names.row, plan.table, plan.columns, language),
    printInsertType(source),
    ...source.declares.map((pivot) => {
      const { name, columns } = source.pivotRowOf(pivot)
      return printRowType(name, pivot.table, columns, language)
    }),
    printClass(source),
  ]
  if (isCommonJs) parts.push(`module.exports = { ${plan.names.factory} }`)
  // Files that need each other: what a file exports has to be there before it asks for others.
  if (isCommonJs && others.length > 0) parts.push(`// At the end, since these files need each other.\n${printImports(others, language)}`)
  return `${parts.join('\n\n')}\n`
}

/** What the file needs of others. */
export function importsOf(source: FactorySource): { readonly seedkit: ImportedNames; readonly others: readonly ImportedNames[] } {
  const { plan, factoryOf, pivotRowOf } = source
  const pivots = plan.relations.flatMap(({ pivot }) => (pivot === undefined ? [] : [pivot.table]))
  const tables = [
    ...plan.relations.map(({ related }) => related),
    ...plan.keys.filter(({ how, own }) => (how === 'parent' || how === 'row') && own.length > 0).map(({ key }) => key.parent),
  ]
  const factories = tables.filter((table) => table !== plan.table).map((table) => {
    const { name, from } = factoryOf(table)
    return { from, values: [name], types: [] }
  })
  const rows = pivots.flatMap((pivot) => {
    const { name, from } = pivotRowOf(pivot)
    return from === undefined ? [] : [{ from, values: [], types: [name] }]
  })
  return {
    seedkit: { from: 'seedkit', values: pivots.length > 0 ? ['Factory', 'pivot'] : ['Factory'], types: ['Attributes', 'Insertable'] },
    others: [...factories, ...rows],
  }
}

function printInsertType({ plan: { names, columns }, language }: FactorySource): string {
  const front = `export type ${names.insert} = `
  if (language.variant === 'ts') return `${front}${insertType(names.row, columns, front.length)}`
  return `/** @typedef {import('seedkit').${insertType(names.row, columns, Number.NEGATIVE_INFINITY)}} ${names.insert} */`
}

function printClass(source: FactorySource): string {
  const { plan, language } = source
  const { names } = plan
  const isTyped = language.variant === 'ts'
  const readonly = isTyped ? 'readonly ' : ''
  const heading = isTyped
    ? classHeading(names)
    : `/** @extends {Factory<${names.row}, ${names.insert}>} */\n${language.variant === 'mjs' ? 'export ' : ''}class ${names.factory} extends Factory {`
  const fields = [`  ${readonly}table = ${codeTable(plan.tableName)}`, ...keyField(plan, isTyped)]
  if (plan.relations.length > 0) fields.push(printRelations(source))
  const traits = `  ${readonly}traits = this.defineTraits(`
  if (plan.traits.length > 0) fields.push(`${traits}${printObject(traitProperties(plan.traits), { indent: 2, taken: traits.length + 1 })})`)
  return `${heading}\n${fields.join('\n')}\n\n${printDefinition(plan, isTyped)}\n}`
}

function classHeading({ factory, row, insert }: FactoryPlan['names']): string {
  const front = `export class ${factory} extends Factory<`
  const short = `${front}${row}, ${insert}> {`
  return short.length <= LINE_WIDTH ? short : `${front}\n  ${row},\n  ${insert}\n> {`
}

/** `primaryKey`, where it is not `id`. */
function keyField({ primaryKey }: FactoryPlan, isTyped: boolean): readonly string[] {
  if (primaryKey.length === 1 && primaryKey[0] === 'id') return []
  const front = `  ${isTyped ? 'override readonly ' : ''}primaryKey = `
  const end = isTyped && primaryKey.length > 1 ? ' as const' : ''
  return [front + fitCode(codeColumns(primaryKey), { indent: 2, taken: front.length + end.length }) + end]
}

/** The field with all relations. */
export function printRelations(source: FactorySource): string {
  const { plan, language } = source
  const properties = plan.relations.map((relation) => ({ name: propertyName(relation.name), code: relationCode(relation, source) }))
  const front = `  ${language.variant === 'ts' ? 'readonly ' : ''}relations = `
  return `${front}${printLines(properties, 2)}`
}

function traitProperties(traits: readonly PlannedTraits[]): readonly CodeProperty[] {
  return traits.flatMap(({ column, words, names }): readonly CodeProperty[] => {
    if (names === undefined) return [{ name: undefined, code: `...this.enumStates(${codeText(column)}, [${words.map(codeText).join(', ')}])` }]
    return words.map((word, at) => ({ name: propertyName(names[at] ?? ''), code: `{ ${propertyName(column)}: ${codeText(word)} }` }))
  })
}

function printDefinition({ attributes, names }: FactoryPlan, isTyped: boolean): string {
  const properties = attributes.map(({ column, expression }) => ({ name: propertyName(column), code: expression }))
  const heading = isTyped ? `  definition(): Attributes<${names.insert}> {` : `  /** @returns {import('seedkit').Attributes<${names.insert}>} */\n  definition() {`
  return `${heading}\n    return ${printLines(properties, 4)}\n  }`
}
