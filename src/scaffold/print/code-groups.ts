/** What a line of code is made of at its top level: brackets with what is in them, and the places of separators between them. */
export interface CodeGroups {
  readonly groups: readonly CodeGroup[]
  /** Where commas stand at the top level. */
  readonly commas: readonly number[]
  /** Where `=>`, `?`, `:`, `??`, `&&` and `||` stand at the top level, and which. */
  readonly operators: readonly CodeOperator[]
}

export interface CodeOperator {
  readonly at: number
  readonly text: string
}

export interface CodeGroup {
  /** Of the opening bracket. */
  readonly from: number
  /** Of the closing one. */
  readonly to: number
}

const OPERATOR = /^(?:=>|\?\?|&&|\|\||\?(?!\.)|:)/
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Reads an expression as far as its brackets go; texts, templates and patterns are passed over. */
export function codeGroups(code: string): CodeGroups {
  const groups: CodeGroup[] = []
  const commas: number[] = []
  const operators: CodeOperator[] = []
  const open: { at: number; closing: string | undefined }[] = []
  for (let at = 0; at < code.length; at++) {
    const letter = code[at] ?? ''
    const end = endOfLiteral(code, at)
    if (end !== undefined) {
      at = end
      continue
    }
    if (letter in CLOSING) open.push({ at, closing: CLOSING[letter] })
    else if (letter === open.at(-1)?.closing) {
      const group = open.pop()
      if (open.length === 0 && group !== undefined) groups.push({ from: group.at, to: at })
    } else if (open.length === 0) {
      const operator = OPERATOR.exec(code.slice(at, at + 2))?.[0]
      if (letter === ',') commas.push(at)
      if (operator === undefined) continue
      operators.push({ at, text: operator })
      at += operator.length - 1
    }
  }
  return { groups, commas, operators }
}

/** The last letter of a text, a template or a pattern that begins here. */
function endOfLiteral(code: string, at: number): number | undefined {
  const letter = code[at]
  if (letter === "'" || letter === '"' || letter === '`') return endOf(code, at, letter)
  const isPattern = letter === '/' && /(?:^|[(,=:[!&|?{};]|=>)\s*$/.test(code.slice(0, at))
  return isPattern ? endOf(code, at, '/') : undefined
}

function endOf(code: string, from: number, closing: string): number {
  let isClass = false
  for (let at = from + 1; at < code.length; at++) {
    const letter = code[at]
    if (letter === '\\') at++
    else if (closing === '`' && letter === '$' && code[at + 1] === '{') at = endOfSlot(code, at + 2)
    else if (closing === '/' && letter === '[') isClass = true
    else if (closing === '/' && letter === ']') isClass = false
    else if (letter === closing && !isClass) return at
  }
  return code.length - 1
}

/** The brace that ends `${…}`. */
function endOfSlot(code: string, from: number): number {
  let depth = 0
  for (let at = from; at < code.length; at++) {
    const end = endOfLiteral(code, at)
    if (end !== undefined) at = end
    else if (code[at] === '{') depth++
    else if (code[at] === '}' && depth-- === 0) return at
  }
  return code.length - 1
}
