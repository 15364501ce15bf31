import { codeText } from '../generators/code-text.js'
import type { FactoryFile } from './factory-file.js'
import { MergeFailure } from './merge-failure.js'
import type { SourceTree } from './parse-source.js'
import { declared, placeOf } from './row-type.js'
import type { TextEdits } from './text-edits.js'

/** Columns that the database fills, to be said so in `type NewUser = Insertable<User, 'role'>`. */
export interface OptionalColumns {
  readonly row: string
  readonly insert: string
  readonly columns: readonly string[]
}

/** Names further columns in the insert type. Throws MergeFailure where it is written in another way. */
export function addOptionalColumns(edits: TextEdits, { tree }: FactoryFile, { row, insert, columns }: OptionalColumns): void {
  if (columns.length === 0) return
  const words = columns.map(codeText)
  const place = typePlace(tree, insert) ?? commentPlace(tree, row, insert)
  if (place === undefined) throw new MergeFailure(`the type "${insert}" is not written as Insertable<${row}, …> in the file, and the database fills ${words.join(', ')}`)
  const { end, from } = place
  // A union that is broken into lines stays so.
  const isBroken = from !== undefined && edits.text.slice(from, end).includes('\n')
  const between = isBroken ? `\n${edits.indentAt(end)}| ` : ' | '
  edits.insert(end, from === undefined ? `, ${words.join(' | ')}` : words.map((word) => between + word).join(''))
}

interface Place {
  /** Behind what is named already. */
  readonly end: number
  /** Where that begins, behind the row; undefined where no column is named. */
  readonly from: number | undefined
}

function typePlace(tree: SourceTree, insert: string): Place | undefined {
  for (const statement of tree.program.body.map(declared)) {
    if (statement.type !== 'TSTypeAliasDeclaration' || statement.id.name !== insert) continue
    const type = statement.typeAnnotation
    if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || type.typeName.name !== 'Insertable') return undefined
    const [row, columns] = type.typeParameters?.params ?? []
    if (row === undefined) return undefined
    return columns === undefined ? { end: placeOf(row).end, from: undefined } : { end: placeOf(columns).end, from: placeOf(row).end }
  }
  return undefined
}

/** `@typedef {import('seedkit').Insertable<User, 'role'>} NewUser` */
function commentPlace(tree: SourceTree, row: string, insert: string): Place | undefined {
  for (const comment of tree.comments ?? []) {
    const match = new RegExp(`Insertable<${row}(,[^>]*)?(?=>\\}\\s*${insert}\\b)`).exec(comment.value)
    if (match === null) continue
    const end = (comment.start ?? 0) + 2 + match.index + match[0].length
    return { end, from: match[1] === undefined ? undefined : end - match[1].length }
  }
  return undefined
}
