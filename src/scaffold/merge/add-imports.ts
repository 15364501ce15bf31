import type { FactorySource } from '../print/factory-source.js'
import { printImports, type ImportedNames } from '../print/print-imports.js'
import type { FactoryFile } from './factory-file.js'
import type { SourceTree, Statement } from './parse-source.js'
import { declared, placeOf } from './row-type.js'
import type { TextEdits } from './text-edits.js'

/** Names that a file has already, imported or its own. */
export function namesIn(tree: SourceTree): ReadonlySet<string> {
  return new Set(tree.program.body.flatMap(namesOf))
}

function namesOf(statement: Statement): readonly string[] {
  const own = declared(statement)
  if (own.type === 'ImportDeclaration') return own.specifiers.map(({ local }) => local.name)
  if (own.type === 'VariableDeclaration') {
    return own.declarations.flatMap(({ id }) => {
      if (id.type === 'Identifier') return [id.name]
      return id.type === 'ObjectPattern' ? id.properties.flatMap((property) => (property.type === 'ObjectProperty' && property.value.type === 'Identifier' ? [property.value.name] : [])) : []
    })
  }
  return 'id' in own && own.id?.type === 'Identifier' ? [own.id.name] : []
}

/** Adds what is needed to the imports of a file: to those that are there from the same module, else behind the last one. */
export function addImports(edits: TextEdits, { tree }: FactoryFile, wanted: readonly ImportedNames[], source: FactorySource): void {
  const known = namesIn(tree)
  const isCommonJs = source.language.variant === 'cjs'
  const missing: ImportedNames[] = []
  for (const { from, values, types } of wanted) {
    const left = { from, values: values.filter((name) => !known.has(name)), types: types.filter((name) => !known.has(name)) }
    if (left.values.length + left.types.length === 0) continue
    const place = isCommonJs ? requirePlace(tree, from) : importPlace(tree, from)
    if (place === undefined) missing.push(left)
    else edits.insert(place, [...left.values, ...left.types.map((name) => `type ${name}`)].map((name) => `, ${name}`).join(''))
  }
  if (missing.length === 0) return
  const lines = printImports(missing, source.language).split('\n').filter((line) => line !== '').map((line) => inStyle(line, edits.text, tree))
  if (isCommonJs) edits.insert(edits.text.trimEnd().length, `\n${lines.join('\n')}`)
  else edits.insert(endOfImports(edits, tree), lines.map((line) => `\n${line}`).join(''))
}

/** Behind the last import; a statement that is new stands there, too. */
export function endOfImports(edits: TextEdits, tree: SourceTree): number {
  const last = tree.program.body.findLast((statement) => statement.type === 'ImportDeclaration' || isRequire(statement))
  return last === undefined ? 0 : edits.endOfLine(placeOf(last).end)
}

function importPlace(tree: SourceTree, from: string): number | undefined {
  for (const statement of tree.program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type' || withoutExtension(statement.source.value) !== withoutExtension(from)) continue
    const last = statement.specifiers.findLast((specifier) => specifier.type === 'ImportSpecifier')
    if (last !== undefined) return placeOf(last).end
  }
  return undefined
}

/** `const { Factory } = require('seedkit')` */
function requirePlace(tree: SourceTree, from: string): number | undefined {
  for (const statement of tree.program.body) {
    const [declaration] = statement.type === 'VariableDeclaration' ? statement.declarations : []
    if (declaration?.id.type !== 'ObjectPattern' || requiredModule(statement) !== from) continue
    const last = declaration.id.properties.at(-1)
    if (last !== undefined) return placeOf(last).end
  }
  return undefined
}

function isRequire(statement: Statement): boolean {
  return requiredModule(statement) !== undefined
}

function requiredModule(statement: Statement): string | undefined {
  const [declaration] = statement.type === 'VariableDeclaration' ? statement.declarations : []
  const call = declaration?.init
  if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'require') return undefined
  const [module] = call.arguments
  return module?.type === 'StringLiteral' ? module.value : undefined
}

/** An import as the others of the file are: its quotes, its semicolon, with or without the extension. */
function inStyle(line: string, text: string, tree: SourceTree): string {
  const imports = tree.program.body.filter((statement) => statement.type === 'ImportDeclaration')
  const [first] = imports
  if (first === undefined) return line
  const { start, end } = placeOf(first)
  const own = text.slice(start, end)
  const isBare = imports.some(({ source }) => source.value.startsWith('.')) && imports.every(({ source }) => !source.value.startsWith('.') || !/\.[cm]?[jt]s$/.test(source.value))
  const named = isBare ? line.replace(/\.[cm]?js'$/, "'") : line
  const quoted = own.includes('"') ? named.replaceAll("'", '"') : named
  return own.endsWith(';') && /['"]$/.test(quoted) ? `${quoted};` : quoted
}

function withoutExtension(module: string): string {
  return module.replace(/\.[cm]?[jt]s$/, '')
}
