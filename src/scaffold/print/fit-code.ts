import { codeGroups, type CodeGroup, type CodeOperator } from './code-groups.js'

/** Columns of a line. */
export const LINE_WIDTH = 100
const STEP = 2

/** Where code is printed. */
export interface CodePlace {
  /** Spaces in front of its line. */
  readonly indent: number
  /** Columns of the line that are taken: the spaces, what stands before the code, what follows on the line. */
  readonly taken: number
}

/** Breaks an expression that is too long for its line, as one would by hand: behind an arrow, before `?` and `:`, or inside its longest brackets. */
export function fitCode(code: string, { indent, taken }: CodePlace): string {
  if (taken + code.length <= LINE_WIDTH || code.includes('\n')) return code
  const { groups, operators } = codeGroups(code)
  const arrow = operators.find(({ text }) => text === '=>')
  if (arrow !== undefined) return afterArrow(code, arrow.at, indent)
  if (operators.some(({ text }) => text === '?')) return atOperators(code, operators.filter(({ text }) => text === '?' || text === ':'), indent)
  const longest = groups.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0]
  const isMuch = longest !== undefined && longest.to - longest.from > 20
  if (isMuch && longest.from + taken < LINE_WIDTH) return insideGroup(code, longest, indent)
  return operators.length === 0 ? code : atOperators(code, operators, indent)
}

function afterArrow(code: string, at: number, indent: number): string {
  const body = code.slice(at + 2).trim()
  return `${code.slice(0, at + 2)}\n${spaces(indent + STEP)}${fitCode(body, { indent: indent + STEP, taken: indent + STEP + 1 })}`
}

function atOperators(code: string, operators: readonly CodeOperator[], indent: number): string {
  const first = fitCode(code.slice(0, operators[0]?.at).trim(), { indent, taken: indent + 1 })
  const others = operators.map(({ at, text }, part) => {
    const operand = code.slice(at + text.length, operators[part + 1]?.at).trim()
    return `${text} ${fitCode(operand, { indent: indent + STEP, taken: indent + STEP + text.length + 2 })}`
  })
  return [first, ...others].join(`\n${spaces(indent + STEP)}`)
}

function insideGroup(code: string, { from, to }: CodeGroup, indent: number): string {
  const inside = code.slice(from + 1, to).trim()
  const before = code.slice(0, from + 1)
  const after = code.slice(to)
  // A list or an object alone in parentheses is broken in their place.
  if (/^[[{]/.test(inside) && isOneGroup(inside)) return before + insideGroup(inside, { from: 0, to: inside.length - 1 }, indent) + after
  const { commas } = codeGroups(inside)
  const items = [0, ...commas.map((at) => at + 1)].map((start, item) => inside.slice(start, commas[item]).trim()).filter((item) => item !== '')
  const step = spaces(indent + STEP)
  // Parentheses that only hold something together take no comma.
  const isCall = code[from] !== '(' || /[\w$)\]>]$/.test(code.slice(0, from))
  if (!isCall) return `${before}\n${step}${fitCode(inside, { indent: indent + STEP, taken: indent + STEP })}\n${spaces(indent)}${after}`
  const lines = isPlainList(items) ? filled(items, indent + STEP) : items.map((item) => `${step}${fitCode(item, { indent: indent + STEP, taken: indent + STEP + 1 })},`)
  return `${before}\n${lines.join('\n')}\n${spaces(indent)}${after}`
}

function isOneGroup(code: string): boolean {
  const { groups } = codeGroups(code)
  return groups.length === 1 && groups[0]?.from === 0 && groups[0].to === code.length - 1
}

/** Texts and numbers. */
function isPlainList(items: readonly string[]): boolean {
  return items.every((item) => /^(?:'(?:[^'\\]|\\.)*'|-?[\d_.]+)$/.test(item))
}

/** As many as go on a line. */
function filled(items: readonly string[], indent: number): readonly string[] {
  const lines: string[] = []
  for (const item of items) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + item.length + 2 <= LINE_WIDTH) lines[lines.length - 1] = `${last} ${item},`
    else lines.push(`${spaces(indent)}${item},`)
  }
  return lines
}

function spaces(count: number): string {
  return ' '.repeat(count)
}
