import type { RecycledPick } from '../../database/database.js'
import type { CallRecord, SourceRecord } from './call-record.js'
import type { ExplanationNode } from './explanation.js'

/** A call with the rows that it was asked for, and below it those that these led to. */
export function callNode(record: CallRecord): ExplanationNode {
  const asked = record.sources.filter(({ role }) => role === 'asked')
  const table = asked[0]?.table
  return {
    reason: 'call',
    name: nameOf(record),
    factory: record.factory,
    ...(table === undefined ? {} : { table }),
    rows: asked.reduce((sum, { rows }) => sum + rows, 0),
    calls: record.labels.length,
    nodes: [...sourceNodes(record), ...[...record.calls.values()].map(callNode)],
  }
}

/** As it was written, without a count where alike calls had different ones. */
function nameOf({ factory, method, labels }: CallRecord): string {
  const counts = new Set(labels.map(({ count }) => count))
  const [only] = counts
  const isCounted = method === 'createBatch' || method === 'insert' || method === 'upsert'
  return `${factory}.${method}(${isCounted ? (counts.size === 1 ? String(only) : '…') : ''})`
}

type Growing = ExplanationNode & { readonly nodes: ExplanationNode[] }

/** Paths are relations and columns with dots between them: a source stands below the one that its path begins with. */
function sourceNodes(record: CallRecord): readonly ExplanationNode[] {
  const top: ExplanationNode[] = []
  const byPath = new Map<string, ExplanationNode[]>()
  const sources = record.sources.filter(({ role }) => role !== 'asked').toSorted((a, b) => depthOf(a) - depthOf(b))
  for (const { role, relation = '', factory, table, rows } of sources) {
    const above = pathAbove(relation, byPath)
    const name = above === undefined ? relation : relation.slice(above.length + 1)
    const node: Growing = { reason: role === 'asked' ? 'call' : role, name, factory, table, rows, nodes: [] }
    const siblings = above === undefined ? top : byPath.get(above)
    siblings?.push(node)
    if (role !== 'pivot' && !byPath.has(relation)) byPath.set(relation, node.nodes)
  }
  for (const { relation, name, factory, rows } of picksOf(record)) {
    const siblings = relation === undefined ? top : (byPath.get(relation) ?? top)
    siblings.push({ reason: 'recycled', name, factory, rows, nodes: [] })
  }
  return top
}

function depthOf({ relation = '' }: SourceRecord): number {
  return relation.split('.').length
}

/** The longest beginning of a path that is known. */
function pathAbove(path: string, known: ReadonlyMap<string, unknown>): string | undefined {
  for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
    const above = path.slice(0, end)
    if (known.has(above)) return above
  }
  return undefined
}

function picksOf({ labels }: CallRecord): readonly RecycledPick[] {
  const picks = new Map<string, RecycledPick>()
  for (const pick of labels.flatMap((label) => label.recycled())) {
    const key = JSON.stringify([pick.relation, pick.name, pick.factory])
    picks.set(key, { ...pick, rows: (picks.get(key)?.rows ?? 0) + pick.rows })
  }
  return [...picks.values()]
}
