import type { GraphLink } from '../../app/graph/project-graph.js'

/** What stands on a line: relations, columns, and what is special about them. */
export function linkLabel({ down, up, columns, isMorph, makesParent }: GraphLink): string {
  const names = [...down, ...up].join(' / ')
  const notes = [...(isMorph ? ['morph'] : []), ...(makesParent ? ['makes a parent'] : [])]
  return `${names === '' ? '' : `${names}: `}${columns.join(', ')}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`
}
