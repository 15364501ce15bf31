import { nameOf } from './factory-file.js'
import type { WrittenList } from './insert-in-list.js'
import type { SourceTree, Statement } from './parse-source.js'

/** The type of a factory's rows, as it is written. */
export interface WrittenRowType {
  readonly list: WrittenList
  /** Names of its members, in order; undefined for what is no column. */
  readonly names: readonly (string | undefined)[]
}

/** Finds the interface, or the type, of that name in a file; in JavaScript the comment that stands for it. */
export function findRowType(tree: SourceTree, name: string): WrittenRowType | undefined {
  for (const statement of tree.program.body) {
    const found = membersOf(declared(statement), name)
    if (found !== undefined) return found
  }
  return commentType(tree, name)
}

/** What a statement declares, exported or not. */
export function declared(statement: Statement): Statement {
  const isExport = statement.type === 'ExportNamedDeclaration' && statement.declaration != null
  return isExport && statement.declaration != null ? statement.declaration : statement
}

function membersOf(statement: Statement, name: string): WrittenRowType | undefined {
  if (statement.type === 'TSInterfaceDeclaration' && statement.id.name === name) return typeOf(statement.body, statement.body.body)
  const isAlias = statement.type === 'TSTypeAliasDeclaration' && statement.id.name === name && statement.typeAnnotation.type === 'TSTypeLiteral'
  return isAlias && statement.typeAnnotation.type === 'TSTypeLiteral' ? typeOf(statement.typeAnnotation, statement.typeAnnotation.members) : undefined
}

interface Placed {
  readonly start?: number | null
  readonly end?: number | null
}

function typeOf(body: Placed, members: readonly (Placed & { readonly type: string })[]): WrittenRowType {
  return {
    list: { ...placeOf(body), items: members.map(placeOf), kind: 'members' },
    names: members.map((member) => ('key' in member ? nameOf(member.key as { readonly type: string }) : undefined)), // keys are nodes
  }
}

/** Every node of the parser has a place; its types allow for some that do not. */
export function placeOf({ start, end }: Placed): { readonly start: number; readonly end: number } {
  return { start: start ?? 0, end: end ?? 0 }
}

/** `@typedef {{ id: number, name: string }} User`, a line for each column. */
function commentType(tree: SourceTree, name: string): WrittenRowType | undefined {
  for (const comment of tree.comments ?? []) {
    const match = new RegExp(`@typedef\\s*\\{(\\{[^]*?\\})\\}\\s*${name}\\b`).exec(comment.value)
    if (match === null) continue
    const start = (comment.start ?? 0) + 2 + match.index + match[0].indexOf('{{') + 1
    const found = [...(match[1] ?? '').matchAll(/(?<=[{,;\n][\s*]*)('[^']*'|[\w$]+)\??:[^\n]*?(?=,?\s*(?:\n|\}$))/g)]
    const items = found.map((one) => ({ start: start + one.index, end: start + one.index + one[0].length }))
    return { list: { start, end: start + (match[1] ?? '').length, items, kind: 'properties' }, names: found.map(([, key = '']) => key.replace(/^'(.*)'$/, '$1')) }
  }
  return undefined
}
