import type { ExplanationNode, SideEffects } from './explanation.js'

/** The side effects of a call, where they are more than what was asked for; those of calls in its hooks are their own. */
export function sideEffectsOf(call: ExplanationNode, seeder: string | undefined): SideEffects | undefined {
  const tables = new Map<string, number>()
  let asked = call.rows
  let implied = 0
  const visit = ({ reason, table = '', rows, nodes }: ExplanationNode, isImplied: { readonly above: boolean }): void => {
    if (reason === 'call' || reason === 'recycled') return
    const own = { above: isImplied.above || reason === 'implied' }
    if (own.above) {
      implied += rows
      tables.set(table, (tables.get(table) ?? 0) + rows)
    } else asked += rows
    for (const node of nodes) visit(node, own)
  }
  for (const node of call.nodes) visit(node, { above: false })
  if (implied <= asked) return undefined
  return { seeder, call: call.name, asked, implied, tables: [...tables].map(([table, rows]) => ({ table, rows })) }
}
