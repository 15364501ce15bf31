import { codeText } from '../code-text.js'
import { LETTERS, type PatternNode } from './pattern-node.js'

/** What `faker.helpers.fromRegExp()` takes for what it is: it knows no escapes. */
const PLAIN = /^[A-Za-z0-9 _:/@-]*$/

/** An expression for texts of a pattern whose repetitions have an end. */
export function drawPattern(node: PatternNode, faker: string): string {
  const simple = simpleSource(node)
  if (simple !== undefined && simple.includes('[')) return `${faker}.helpers.fromRegExp(${codeText(simple)})`
  const parts = partsOf(node, faker)
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return 'code' in only ? only.code : codeText(only.text)
  if (parts.every((part) => 'text' in part)) return codeText(parts.map((part) => ('text' in part ? part.text : '')).join(''))
  return `\`${parts.map((part) => ('code' in part ? `\${${part.code}}` : part.text.replace(/[\\`]|\$\{/g, '\\$&'))).join('')}\``
}

type Part = { readonly text: string } | { readonly code: string }

function partsOf(node: PatternNode, faker: string): readonly Part[] {
  switch (node.kind) {
    case 'text':
      return [{ text: node.text }]
    case 'letters':
      return [lettersPart(node.letters, 1, 1, faker)]
    case 'sequence':
      return node.nodes.flatMap((one) => partsOf(one, faker))
    case 'choice':
      return [{ code: `${faker}.helpers.arrayElement([${node.nodes.map((one) => drawPattern(one, faker)).join(', ')}])` }]
    default:
      if (node.max === 0) return []
      if (node.node.kind === 'letters') return [lettersPart(node.node.letters, node.min, node.max, faker)]
      if (node.min === node.max) return Array.from({ length: node.min }, () => partsOf(node.node, faker)).flat()
      return [{ code: `${faker}.helpers.multiple(() => ${drawPattern(node.node, faker)}, { count: { min: ${node.min}, max: ${node.max} } }).join('')` }]
  }
}

function lettersPart(letters: string, min: number, max: number, faker: string): Part {
  const length = min === max ? String(min) : `{ min: ${min}, max: ${max} }`
  const sorted = [...letters].toSorted().join('')
  if (sorted.length === 1) return min === max ? { text: letters.repeat(min) } : { code: `${codeText(letters)}.repeat(${faker}.number.int({ min: ${min}, max: ${max} }))` }
  if (sorted === LETTERS.digits) return { code: `${faker}.string.numeric(${length})` }
  if (sorted === LETTERS.upper) return { code: `${faker}.string.alpha({ length: ${length}, casing: 'upper' })` }
  if (sorted === LETTERS.lower) return { code: `${faker}.string.alpha({ length: ${length}, casing: 'lower' })` }
  if (sorted === LETTERS.all) return { code: `${faker}.string.alphanumeric(${length})` }
  return { code: `${faker}.string.fromCharacters(${codeText(letters)}, ${length})` }
}

/** The pattern in the words of `fromRegExp()`; undefined where it needs others. */
function simpleSource(node: PatternNode): string | undefined {
  switch (node.kind) {
    case 'text':
      return PLAIN.test(node.text) ? node.text : undefined
    case 'letters':
      return classOf(node.letters)
    case 'sequence': {
      const sources = node.nodes.map(simpleSource)
      return sources.every((source) => source !== undefined) ? sources.join('') : undefined
    }
    case 'choice':
      return undefined
    default: {
      const source = node.node.kind === 'letters' ? classOf(node.node.letters) : undefined
      if (source === undefined || node.max === 0) return undefined
      return `${source}{${node.min === node.max ? node.min : `${node.min},${node.max}`}}`
    }
  }
}

/** `[A-Z0-9]`; undefined for letters other than those. */
function classOf(letters: string): string | undefined {
  if (!/^[A-Za-z0-9]{2,}$/.test(letters)) return undefined
  const codes = [...letters].toSorted().map((letter) => letter.charCodeAt(0))
  const runs: [number, number][] = []
  for (const code of codes) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] + 1 === code) last[1] = code
    else runs.push([code, code])
  }
  const letter = String.fromCharCode
  return `[${runs.map(([first, last]) => (first === last ? letter(first) : `${letter(first)}-${letter(last)}`)).join('')}]`
}
