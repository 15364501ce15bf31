import type { MadeFactories } from '../app/make-factories.js'

/** What came of `make:factory --all`, in a few words. */
export function madeFactoriesLines({ files, pivots, leftOut }: MadeFactories): readonly string[] {
  const written = files.filter(({ content, table }) => content !== undefined && table !== undefined).length
  const kept = files.filter(({ status }) => status === 'kept')
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))]
  const others = reasons.map((reason) => [reason, leftOut.filter((table) => table.reason === reason)] as const).map(([reason, tables]) => `${reason}: ${tables.map(({ name }) => name).slice(0, 5).join(', ')}${tables.length > 5 ? ', …' : ''}`)
  return [
    '',
    `${written} ${written === 1 ? 'factory' : 'factories'} written${kept.length === 0 ? '' : `, ${kept.length} ${kept.length === 1 ? 'file' : 'files'} left alone (--merge adds what is new, --force rewrites)`}.`,
    ...(pivots.length === 0 ? [] : [`Relations of the tables they connect: ${pivots.join(', ')}.`]),
    ...(others.length === 0 ? [] : [`Left out: ${others.join('; ')}.`]),
  ]
}
