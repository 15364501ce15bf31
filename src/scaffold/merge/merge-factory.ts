import type { PlannedRelation } from '../plan/planned-relation.js'
import type { RowColumn } from '../plan/row-columns.js'
import type { FactorySource } from '../print/factory-source.js'
import { importsOf, printRelations } from '../print/print-factory.js'
import { propertyLine } from '../print/print-object.js'
import { printRowType } from '../print/print-row-type.js'
import { propertyName } from '../print/property-name.js'
import { relationCode } from '../print/relation-code.js'
import { addImports, endOfImports, namesIn } from './add-imports.js'
import { definitionObject, endOfFields, fieldObject, fieldOf, type WrittenObject } from './class-places.js'
import type { FactoryFile } from './factory-file.js'
import { insertInList } from './insert-in-list.js'
import { addOptionalColumns } from './insertable-columns.js'
import { MergeFailure } from './merge-failure.js'
import { parseSource } from './parse-source.js'
import { findRowType, placeOf, type WrittenRowType } from './row-type.js'
import { TextEdits } from './text-edits.js'

/** What came of merging. */
export interface MergedFactory {
  readonly status: 'merged' | 'unchanged' | 'unreadable'
  readonly content: string | undefined
  readonly notes: readonly string[]
}

/**
 * Adds the columns and relations of a table that its factory's file does not have. All that is there stays byte for byte; columns that are gone from the table are
 * told. A file that is not written as factories are is left alone, as is one that could not be read any more.
 *
 * @param hasRelation whether the file has a relation, under whatever name
 */
export async function mergeFactory(source: FactorySource, file: FactoryFile, hasRelation: (relation: PlannedRelation) => boolean): Promise<MergedFactory> {
  const edits = new TextEdits(file.text)
  try {
    const columns = mergeColumns(edits, file, source)
    const relations = source.plan.relations.filter((relation) => !hasRelation(relation))
    mergeRelations(edits, file, { ...source, plan: { ...source.plan, relations } })
    const used = { ...source, plan: { ...source.plan, relations, keys: source.plan.keys.filter(({ own }) => own.some((column) => columns.added.includes(column))) } }
    if (!edits.isEmpty) mergeSurroundings(edits, file, used, columns.constants)
    const notes = [
      ...columns.added.map((name) => `added column "${name}"`),
      ...relations.map(({ name }) => `added relation "${name}"`),
      ...columns.gone.map((name) => `column "${name}" is gone from the table`),
    ]
    if (edits.isEmpty) return { status: 'unchanged', content: undefined, notes }
    const content = edits.apply()
    if ((await parseSource(file.file, content)) === undefined) throw new MergeFailure('what is new cannot be put into the way it is written')
    return { status: 'merged', content, notes }
  } catch (reason) {
    if (!(reason instanceof MergeFailure)) throw reason
    return { status: 'unreadable', content: undefined, notes: [reason.message] }
  }
}

interface MergedColumns {
  readonly added: readonly string[]
  readonly gone: readonly string[]
  /** Names of statements that the new attributes need. */
  readonly constants: readonly string[]
}

function mergeColumns(edits: TextEdits, file: FactoryFile, { plan }: FactorySource): MergedColumns {
  const written = findRowType(file.tree, plan.names.row)
  if (written === undefined) throw new MergeFailure(`the type "${plan.names.row}" is not in the file`)
  const added = plan.columns.filter(({ name }) => !written.names.includes(name))
  const gone = written.names.filter((name): name is string => name !== undefined && !plan.columns.some((column) => column.name === name))
  if (added.length === 0) return { added: [], gone, constants: [] }
  for (const column of added) insertInList(edits, written.list, placeAfter(column.name, plan.columns, written), memberCode(column))
  addOptionalColumns(edits, file, { row: plan.names.row, insert: plan.names.insert, columns: added.filter(({ defaulted }) => defaulted).map(({ name }) => name) })
  const definition = definitionObject(file.node)
  if (definition === undefined) throw new MergeFailure('its definition() does not return an object')
  const attributes = plan.attributes.filter(({ column }) => added.some(({ name }) => name === column) && !definition.names.includes(column))
  for (const { column, expression } of attributes) {
    const code = propertyLine({ name: propertyName(column), code: expression }, 6).replace(/,$/, '')
    insertInList(edits, definition.list, placeAfter(column, plan.columns, definition), indented(code, edits, definition, 6))
  }
  const constants = Object.keys(plan.constants).filter((name) => attributes.some(({ expression }) => expression.includes(name)))
  return { added: added.map(({ name }) => name), gone, constants }
}

/** The last member that stands before a column in the table; -1 for none. */
function placeAfter(column: string, columns: readonly RowColumn[], { names }: Pick<WrittenRowType, 'names'>): number {
  const before = columns.slice(0, columns.findIndex(({ name }) => name === column)).map(({ name }) => name)
  return names.findLastIndex((name) => name !== undefined && before.includes(name))
}

function memberCode({ name, type }: RowColumn): string {
  return `${propertyName(name)}: ${type}`
}

function mergeRelations(edits: TextEdits, file: FactoryFile, source: FactorySource): void {
  const { relations } = source.plan
  if (relations.length === 0) return
  const written = fieldObject(file.node, 'relations')
  if (written === undefined && fieldOf(file.node, 'relations') !== undefined) throw new MergeFailure('its relations are no plain object')
  if (written === undefined) {
    const place = endOfFields(file.node)
    const end = edits.text[place - 1] === ';' ? ';' : ''
    edits.insert(edits.endOfLine(place), `\n${indentedField(printRelations(source), edits.indentAt(place))}${end}`)
    return
  }
  for (const relation of relations) {
    const code = propertyLine({ name: propertyName(relation.name), code: relationCode(relation, source) }, 4).replace(/,$/, '')
    insertInList(edits, written.list, written.list.items.length - 1, indented(code, edits, written, 4))
  }
}

/** Further lines of code that was printed with so many spaces, as far in as the list is. */
function indented(code: string, edits: TextEdits, { list }: WrittenObject, spaces: number): string {
  const [first] = list.items
  const own = first === undefined ? ' '.repeat(spaces) : edits.indentAt(first.start)
  return reindented(code, spaces, own)
}

function indentedField(code: string, own: string): string {
  return own + reindented(code.trimStart(), 2, own)
}

function reindented(code: string, spaces: number, own: string): string {
  const step = own.includes('\t') ? '\t' : '  '
  return code.replaceAll(/\n( *)/g, (_, lead: string) => `\n${own}${step.repeat(Math.max(0, Math.round((lead.length - spaces) / 2)))}`)
}

/** Imports, statements above the class, and types of pairs' rows. */
function mergeSurroundings(edits: TextEdits, file: FactoryFile, source: FactorySource, constants: readonly string[]): void {
  const { plan } = source
  const known = namesIn(file.tree)
  const { seedkit, others } = importsOf(source)
  addImports(edits, file, [{ ...seedkit, types: [] }, ...others], source)
  for (const name of constants) if (!known.has(name)) edits.insert(endOfImports(edits, file.tree), `\n\n${plan.constants[name] ?? ''}`)
  for (const pivot of source.declares) {
    const { name, columns } = source.pivotRowOf(pivot)
    const isNeeded = plan.relations.some((relation) => relation.pivot?.table === pivot)
    if (isNeeded && !known.has(name)) edits.insert(beforeClass(file), `${printRowType(name, pivot.table, columns, source.language)}\n\n`)
  }
}

/** Before the class, its comments and its export. */
function beforeClass({ tree, node }: FactoryFile): number {
  const statement = tree.program.body.find((one) => placeOf(one).start <= placeOf(node).start && placeOf(one).end >= placeOf(node).end) ?? node
  return Math.min(placeOf(statement).start, ...(statement.leadingComments ?? []).slice(-1).map((comment) => placeOf(comment).start))
}
