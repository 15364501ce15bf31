import type { GraphLink, GraphNode, ProjectGraph } from '../../app/graph/project-graph.js'
import { linkLabel } from './link-label.js'

/** The graph in Graphviz's language, arrows from the child to the parent. */
export function dotLines({ nodes, links }: ProjectGraph): readonly string[] {
  return [
    'digraph factories {',
    '  rankdir = RL',
    '  node [shape = box, fontname = "sans-serif"]',
    '  edge [fontname = "sans-serif", fontsize = 10, dir = both, arrowhead = tee]',
    ...nodes.map((node) => `  ${quoted(node.id)} [label = ${quoted(titleOf(node))}${node.factory === undefined ? ', style = dashed' : ''}]`),
    ...links.map((link) => `  ${quoted(link.child)} -> ${quoted(link.parent)} [label = ${quoted(linkLabel(link))}, arrowtail = ${link.isOne ? 'tee' : 'crow'}${styleOf(link)}]`),
    '}',
  ]
}

function titleOf({ factory, table }: GraphNode): string {
  return factory === undefined ? table : `${factory}\n${table}`
}

function styleOf({ up, down, makesParent }: GraphLink): string {
  return makesParent && up.length + down.length === 0 ? ', style = dotted' : ''
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}
