import { callNode } from './call-node.js'
import type { CallRecord } from './call-record.js'
import type { Explanation, ExplanationNode, SideEffects } from './explanation.js'
import type { SeederRecord } from './seeder-record.js'
import { sideEffectsOf } from './side-effects-of.js'

/** What was recorded of a run, as a tree, with the calls that made more than they were asked for. */
export function explainRecords(root: SeederRecord): Explanation {
  const effects = allCalls(root).flatMap(({ call, seeder }) => sideEffectsOf(callNode(call), seeder) ?? [])
  return { nodes: nodesBelow(root), sideEffects: effects.toSorted((a, b) => b.implied - a.implied) satisfies readonly SideEffects[] }
}

function nodesBelow(record: SeederRecord): readonly ExplanationNode[] {
  const inserted = [...record.inserted].map(([table, rows]) => ({ reason: 'inserted', name: table, table, rows, nodes: [] }) as const)
  return [...[...record.seeders.values()].map(seederNode), ...[...record.calls.values()].map(callNode), ...inserted]
}

function seederNode(record: SeederRecord): ExplanationNode {
  const nodes = nodesBelow(record)
  return { reason: 'seeder', name: record.name ?? '', rows: nodes.reduce((sum, node) => sum + rowsBelow(node), 0), nodes }
}

function rowsBelow({ reason, rows, nodes }: ExplanationNode): number {
  if (reason === 'recycled') return 0
  return reason === 'seeder' ? rows : nodes.reduce((sum, node) => sum + rowsBelow(node), rows)
}

interface PlacedCall {
  readonly call: CallRecord
  readonly seeder: string | undefined
}

function allCalls(record: SeederRecord): readonly PlacedCall[] {
  const below = (call: CallRecord): readonly CallRecord[] => [call, ...[...call.calls.values()].flatMap(below)]
  const own = [...record.calls.values()].flatMap(below).map((call) => ({ call, seeder: record.name }))
  return [...own, ...[...record.seeders.values()].flatMap(allCalls)]
}
