import type { TextEdits } from './text-edits.js'

/** A list in braces, as it is written. */
export interface WrittenList {
  /** Of the opening brace. */
  readonly start: number
  /** Behind the closing one. */
  readonly end: number
  readonly items: readonly { readonly start: number; readonly end: number }[]
  /** `,` between properties; members of a type end with what they end with. */
  readonly kind: 'properties' | 'members'
}

const REST_OF_LINE = /^[\t ]*,?[\t ]*(?:\/\/.*|\/\*.*\*\/)?[\t ]*$/

/** Puts an item behind another one (-1: at the beginning), as the list is written: on its line or on a line of its own, comments left where they are. */
export function insertInList(edits: TextEdits, list: WrittenList, after: number, code: string): void {
  const { start, end, items, kind } = list
  const anchor = items[after]
  const isBroken = edits.text.slice(start, items[0]?.start ?? end).includes('\n') && items.length > 0
  if (items.length === 0) insertAlone(edits, list, code)
  else if (anchor === undefined) insertFirst(edits, list, isBroken, code)
  else if (isBroken && REST_OF_LINE.test(edits.text.slice(anchor.end, edits.endOfLine(anchor.end)))) insertOnLine(edits, anchor, kind, code)
  else edits.insert(anchor.end, kind === 'properties' ? `, ${code}` : besideMember(edits.text, anchor, code))
}

function insertAlone(edits: TextEdits, { start, end, kind }: WrittenList, code: string): void {
  const indent = edits.indentAt(edits.text.slice(start, end).includes('\n') ? end - 1 : start)
  edits.insert(start + 1, `\n${indent}  ${code}${kind === 'properties' ? ',' : ''}${edits.text.slice(start, end).includes('\n') ? '' : `\n${indent}`}`)
}

function insertFirst(edits: TextEdits, { start, items, kind }: WrittenList, isBroken: boolean, code: string): void {
  const first = items[0]?.start ?? start + 1
  const end = kind === 'properties' ? ',' : endOfMember(edits.text, items[0])
  if (isBroken) edits.insert(edits.endOfLine(start), `\n${edits.indentAt(first)}${code}${end}`)
  else edits.insert(first, `${code}${end === '' ? ';' : end} `)
}

function insertOnLine(edits: TextEdits, anchor: WrittenList['items'][number], kind: WrittenList['kind'], code: string): void {
  const line = edits.endOfLine(anchor.end)
  const indent = edits.indentAt(anchor.start)
  if (kind === 'members') {
    edits.insert(line, `\n${indent}${code}${endOfMember(edits.text, anchor)}`)
    return
  }
  const hasComma = /^[\t ]*,/.test(edits.text.slice(anchor.end, line))
  // Where the list ends without a comma, the first item that is added goes without one as well, until another one follows.
  const isSecond = !hasComma && edits.hasAt(anchor.end)
  if (!hasComma && !isSecond) edits.insert(anchor.end, ',')
  edits.insert(line, `${isSecond ? ',' : ''}\n${indent}${code}${hasComma ? ',' : ''}`)
}

function besideMember(text: string, anchor: WrittenList['items'][number], code: string): string {
  const end = endOfMember(text, anchor)
  return end === '' ? `; ${code}` : ` ${code}${end}`
}

/** What a member of a type ends with: a semicolon, a comma or nothing. */
function endOfMember(text: string, member: WrittenList['items'][number] | undefined): string {
  const last = text[(member?.end ?? 0) - 1] ?? ''
  return last === ';' || last === ',' ? last : ''
}
