import type { PatternNode } from './pattern-node.js'

/** How often something without an end is repeated, at most: the first of these that keeps the whole short enough. */
const REPEATS = [8, 4, 2, 1, 0]

/** The pattern with an end to each repetition, so that no text is longer than `maxLength` and none shorter than `minLength`; undefined where that cannot be. */
export function boundPattern(node: PatternNode, minLength: number, maxLength: number): PatternNode | undefined {
  for (const more of REPEATS) {
    const bounded = withEnds(node, more)
    if (longestOf(bounded) > maxLength) continue
    const missing = minLength - shortestOf(bounded)
    return missing <= 0 ? bounded : lengthened(node, bounded, missing, maxLength)
  }
  return undefined
}

function withEnds(node: PatternNode, more: number): PatternNode {
  switch (node.kind) {
    case 'text':
    case 'letters':
      return node
    case 'sequence':
    case 'choice':
      return { ...node, nodes: node.nodes.map((one) => withEnds(one, more)) }
    default:
      return { ...node, node: withEnds(node.node, more), max: node.max === Number.POSITIVE_INFINITY || node.max - node.min > 64 ? node.min + more : more === 0 ? node.min : node.max }
  }
}

/** The first letters that may be repeated for longer are. */
function lengthened(node: PatternNode, bounded: PatternNode, missing: number, maxLength: number): PatternNode | undefined {
  if (node.kind !== 'sequence' || bounded.kind !== 'sequence') return lengthenedRepeat(node, bounded, missing)
  for (const [at, one] of node.nodes.entries()) {
    const part = bounded.nodes[at]
    const longer = part === undefined ? undefined : lengthenedRepeat(one, part, missing)
    if (longer === undefined) continue
    const whole: PatternNode = { kind: 'sequence', nodes: bounded.nodes.toSpliced(at, 1, longer) }
    if (longestOf(whole) <= maxLength) return whole
  }
  return undefined
}

function lengthenedRepeat(node: PatternNode, bounded: PatternNode, missing: number): PatternNode | undefined {
  if (node.kind !== 'repeat' || bounded.kind !== 'repeat' || shortestOf(node.node) !== 1) return undefined
  const min = bounded.min + missing
  return min > node.max ? undefined : { ...bounded, min, max: Math.max(min, Math.min(bounded.max, min)) }
}

/** The length of the longest text. */
export function longestOf(node: PatternNode): number {
  return lengthOf(node, Math.max, ({ max }) => max)
}

function shortestOf(node: PatternNode): number {
  return lengthOf(node, Math.min, ({ min }) => min)
}

function lengthOf(node: PatternNode, choose: (...lengths: number[]) => number, timesOf: (repeat: Extract<PatternNode, { kind: 'repeat' }>) => number): number {
  const inner = (one: PatternNode): number => lengthOf(one, choose, timesOf)
  switch (node.kind) {
    case 'text':
      return node.text.length
    case 'letters':
      return 1
    case 'sequence':
      return node.nodes.reduce((sum, one) => sum + inner(one), 0)
    case 'choice':
      return choose(...node.nodes.map(inner))
    default:
      return timesOf(node) * inner(node.node)
  }
}
