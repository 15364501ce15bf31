import type { GraphLink, GraphNode, ProjectGraph } from '../../app/graph/project-graph.js'
import { linkLabel } from './link-label.js'
import { nodeTitle } from './node-title.js'

/** The graph as an entity relationship diagram of Mermaid. A dotted line is no relation: only a definition() tells of the key. */
export function mermaidLines({ nodes, links }: ProjectGraph): readonly string[] {
  const ids = uniqueIds(nodes)
  const id = (node: string): string => ids.get(node) ?? node
  return [
    'erDiagram',
    ...nodes.map((node) => `  ${id(node.id)}["${plain(nodeTitle(node))}"]`),
    ...links.map((link) => `  ${id(link.parent)} ${lineOf(link)} ${id(link.child)} : "${plain(linkLabel(link))}"`),
  ]
}

function lineOf({ isOne, up, down, makesParent }: GraphLink): string {
  const onlyDefined = makesParent && up.length + down.length === 0
  return `||${onlyDefined ? '..' : '--'}${isOne ? 'o|' : 'o{'}`
}

/** Names that Mermaid takes for entities: letters, digits and underscores, and no two the same. */
function uniqueIds(nodes: readonly GraphNode[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  return new Map(
    nodes.map(({ id }) => {
      const word = id.replaceAll(/\W+/g, '_').replace(/^(?=\d|$)/, '_')
      let name = word
      for (let number = 2; taken.has(name); number++) name = `${word}_${number}`
      taken.add(name)
      return [id, name]
    }),
  )
}

/** Text between quotation marks, which it must not end. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('#', '#35;').replaceAll('"', '#quot;')
}
