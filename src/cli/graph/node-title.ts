import type { GraphNode } from '../../app/graph/project-graph.js'

/** `UserFactory (users)`, or the table alone where there is no factory. */
export function nodeTitle({ factory, table }: GraphNode): string {
  return factory === undefined ? table : `${factory} (${table})`
}
