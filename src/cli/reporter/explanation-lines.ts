import type { Explanation, ExplanationNode, Reason, SideEffects } from '../../app/explain/explanation.js'
import { formatCount, formatRows } from './format.js'

interface Line {
  readonly label: string
  readonly table: string
  readonly rows: string
}

/** Why the rows of a run were made, as a tree, and a warning for each call that made more than it was asked for. */
export function explanationLines({ nodes, sideEffects }: Explanation): readonly string[] {
  const lines = nodes.flatMap((node) => linesOf(node, { first: '', rest: '' }))
  const label = Math.max(0, ...lines.map((line) => line.label.length))
  const table = Math.max(0, ...lines.map((line) => line.table.length))
  const rows = Math.max(0, ...lines.map((line) => line.rows.length))
  return [
    'Why these rows were made:',
    ...lines.map((line) => `${line.label.padEnd(label)}  ${line.table.padEnd(table)}  ${line.rows.padStart(rows)}`.trimEnd()),
    ...(sideEffects.length === 0 ? [] : ['', ...sideEffects.map(warning)]),
  ]
}

/** `first` stands before the node itself, `rest` before all that is below it. */
function linesOf(node: ExplanationNode, { first, rest }: { readonly first: string; readonly rest: string }): readonly Line[] {
  const below = node.nodes.flatMap((each, index) => {
    const isLast = index === node.nodes.length - 1
    return linesOf(each, { first: `${rest}${isLast ? '└─ ' : '├─ '}`, rest: `${rest}${isLast ? '   ' : '│  '}` })
  })
  const rows = node.reason === 'recycled' ? '' : formatCount(node.rows)
  return [{ label: first + LABELS[node.reason](node), table: node.table ?? '', rows }, ...below]
}

const LABELS: Readonly<Record<Reason, (node: ExplanationNode) => string>> = {
  seeder: ({ name }) => name,
  call: ({ name, calls = 1 }) => (calls === 1 ? name : `${name}, ${formatCount(calls)} calls`),
  child: ({ name }) => `${name}: children`,
  parent: ({ name }) => `${name}: parents`,
  implied: ({ name }) => `${name}: parents that nobody asked for`,
  pivot: ({ name }) => `${name}: attached`,
  recycled: ({ name, factory, rows }) => `${name}: ${factory ?? ''} rows recycled ${rows === 1 ? 'once' : `${formatCount(rows)} times`}`,
  inserted: () => 'inserted through db',
}

function warning({ seeder, call, asked, implied, tables }: SideEffects): string {
  const where = tables.map(({ table, rows }) => `${table} ${formatCount(rows)}`).join(', ')
  const who = seeder === undefined ? call : `${call} in ${seeder}`
  return `Warning: ${who} made ${formatRows(asked)} that were asked for, and ${formatCount(implied)} more as parents that nobody asked for (${where}). Use recycle(), for…() or withoutParents().`
}
