import type { TableName } from '../../database/table-name.js'
import { parseSource, type ClassMember, type ClassNode, type Expression, type ObjectNode, type SourceTree, type Statement } from './parse-source.js'

/** A file with a factory, as somebody has written it. */
export interface FactoryFile {
  /** Absolute path. */
  readonly file: string
  readonly text: string
  readonly tree: SourceTree
  readonly node: ClassNode
  readonly className: string
  /** Of the row's type and that of inserts, as the class names them. */
  readonly rowName: string | undefined
  readonly insertName: string | undefined
  readonly table: TableName
  /** What stands in `relations`; undefined where that is no plain object. */
  readonly relations: readonly WrittenRelation[] | undefined
}

/** A relation as it is written. */
export interface WrittenRelation {
  readonly name: string
  /** undefined for what is no call of `this.hasMany()` and the like. */
  readonly kind: string | undefined
  /** Name of the related class. */
  readonly related: string | undefined
  readonly foreignKey: readonly string[] | undefined
}

/** The factory in a file; undefined where there is none, or its table is not written down. */
export async function readFactoryFile(file: string, text: string): Promise<FactoryFile | undefined> {
  if (!/\btable\b/.test(text)) return undefined
  const tree = await parseSource(file, text)
  for (const node of tree?.program.body.flatMap(classesOf) ?? []) {
    const table = tableOf(propertyOf(node, 'table'))
    if (tree === undefined || table === undefined || node.id == null || node.superClass == null) continue
    const [rowName, insertName] = typeNamesOf(node, text)
    return { file, text, tree, node, className: node.id.name, rowName, insertName, table, relations: relationsOf(node) }
  }
  return undefined
}

/** `Factory<User, NewUser>`; in JavaScript it stands in the comment before the class. */
function typeNamesOf(node: ClassNode, text: string): readonly (string | undefined)[] {
  const types = node.superTypeParameters?.params.map((type) => ('typeName' in type && 'name' in type.typeName ? type.typeName.name : undefined))
  if (types !== undefined) return types
  const [, names = ''] = /@(?:extends|augments)\s*\{\s*\w+<([\w\s,]+)>\s*\}[^]{0,20}\*\/\s*(?:export\s+)?(?:default\s+)?$/.exec(text.slice(0, node.start ?? 0)) ?? []
  return names === '' ? [] : names.split(',').map((name) => name.trim())
}

function classesOf(statement: Statement): readonly ClassNode[] {
  if (statement.type === 'ClassDeclaration') return [statement]
  const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
  return isExport && statement.declaration?.type === 'ClassDeclaration' ? [statement.declaration] : []
}

/** The value of a field, without `as const` and the like. */
export function propertyOf(node: ClassNode, name: string): Expression | undefined {
  const member = node.body.body.find((one) => isProperty(one) && nameOf(one.key) === name)
  return member !== undefined && isProperty(member) && member.value != null ? withoutTypes(member.value) : undefined
}

function isProperty(member: ClassMember): member is Extract<ClassMember, { readonly type: 'ClassProperty' }> {
  return member.type === 'ClassProperty' && !member.static
}

/** The name before a colon, where it is written as such or as a text. */
export function nameOf(key: { readonly type: string }): string | undefined {
  if ('name' in key && typeof key.name === 'string') return key.name
  return 'value' in key && typeof key.value === 'string' ? key.value : undefined
}

export function withoutTypes(value: Expression): Expression {
  const isTyped = value.type === 'TSAsExpression' || value.type === 'TSSatisfiesExpression' || value.type === 'ParenthesizedExpression'
  return isTyped ? withoutTypes(value.expression) : value
}

function tableOf(value: Expression | undefined): TableName | undefined {
  if (value?.type === 'StringLiteral') return value.value
  if (value?.type !== 'ObjectExpression') return undefined
  const [schema, name] = ['schema', 'name'].map((key) => textOf(valueIn(value, key)))
  return schema === undefined || name === undefined ? undefined : { schema, name }
}

function valueIn(object: ObjectNode, name: string): Expression | undefined {
  for (const property of object.properties) {
    if (property.type === 'ObjectProperty' && nameOf(property.key) === name) return property.value as Expression // a pattern stands in parameters only
  }
  return undefined
}

function textOf(value: { readonly type: string } | undefined): string | undefined {
  return value?.type === 'StringLiteral' && 'value' in value && typeof value.value === 'string' ? value.value : undefined
}

function relationsOf(node: ClassNode): readonly WrittenRelation[] | undefined {
  const value = propertyOf(node, 'relations')
  if (value === undefined) return []
  if (value.type !== 'ObjectExpression') return undefined
  return value.properties.map((property) => {
    const name = property.type === 'SpreadElement' ? '' : (nameOf(property.key) ?? '')
    return { name, ...(property.type === 'ObjectProperty' ? callOf(property.value) : UNKNOWN) }
  })
}

const UNKNOWN = { kind: undefined, related: undefined, foreignKey: undefined }

/** `this.hasMany(() => PostFactory, 'user_id')` */
function callOf(value: { readonly type: string }): Omit<WrittenRelation, 'name'> {
  const call = value as Expression // as above
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return UNKNOWN
  const [related, columns, ...more] = call.arguments
  const body = related?.type === 'ArrowFunctionExpression' ? related.body : undefined
  const keys = columns?.type === 'CallExpression' ? columns.arguments.slice(1) : columns === undefined || more.length > 0 ? [] : [columns]
  const texts = keys.map(textsOf)
  return {
    kind: nameOf(call.callee.property),
    related: body?.type === 'Identifier' ? body.name : undefined,
    foreignKey: texts.length === 0 || texts.includes(undefined) ? undefined : texts.flatMap((one) => one ?? []),
  }
}

function textsOf(value: { readonly type: string }): readonly string[] | undefined {
  const text = textOf(value)
  if (text !== undefined) return [text]
  if (!('elements' in value) || !Array.isArray(value.elements)) return undefined
  const elements: readonly ({ readonly type: string } | null)[] = value.elements
  const texts = elements.map((element) => textOf(element ?? undefined))
  return texts.some((one) => one === undefined) ? undefined : texts.filter((one) => one !== undefined)
}
