import type { PatternNode } from './pattern-node.js'

/** A few texts of a pattern, short and long ones and of all alternatives, to see whether they keep to other rules as well. */
export function patternExamples(node: PatternNode): readonly string[] {
  return [0, 1, 2, 3, 5, 7, 11, 13].map((turn) => exampleOf(node, turn))
}

function exampleOf(node: PatternNode, turn: number): string {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'letters':
      return node.letters[(turn * 7) % node.letters.length] ?? ''
    case 'sequence':
      return node.nodes.map((one, at) => exampleOf(one, turn + at)).join('')
    case 'choice':
      return exampleOf(node.nodes[turn % node.nodes.length] ?? { kind: 'text', text: '' }, turn)
    default: {
      const times = turn % 2 === 0 ? node.min : node.max
      return Array.from({ length: times }, (_, at) => exampleOf(node.node, turn + at)).join('')
    }
  }
}
