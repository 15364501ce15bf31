import { previewFactory, type Preview } from '../app/preview-factory.js'
import { UnmadeKey } from '../factory/unmade-key.js'
import type { PreviewFlags } from './commands/preview.js'
import { confirmProduction } from './confirm-production.js'
import type { Context } from './context.js'
import { csvLines } from './preview/csv-lines.js'
import { jsonLines } from './preview/json-lines.js'
import { tableLines } from './preview/table-lines.js'
import { setWords } from './set-words.js'
import { shellCommand } from './shell-command.js'

/** The body of `preview`. */
export async function runPreview({ terminal }: Context, factory: string, flags: PreviewFlags): Promise<void> {
  // The project's own code may print; rows that go into a file or another program must stay rows.
  terminal.reserveStdout()
  const { cwd, config, env, connection, count, state: states, set, seed, parents, force } = flags
  const confirm = terminal.canAsk ? confirmProduction(new AbortController().signal) : undefined
  const preview = await previewFactory({ factory, cwd, config, env, connection, count, states, set, seed, parents, force, confirm })
  for (const line of LINES[flags.format](preview, terminal.width)) terminal.out(line)
  if (preview.seedFrom === 'random') terminal.err(`The seed was ${preview.seed}. The same rows: ${replayPreview(factory, flags, preview.seed)}`)
}

const LINES: Readonly<Record<PreviewFlags['format'], (preview: Preview, width: number) => readonly string[]>> = {
  table: ({ rows }, width) => tableLines(rows, width),
  json: ({ rows }) => jsonLines(rows.map(withoutUnmade)),
  csv: ({ rows }) => csvLines(rows.map(withoutUnmade)),
  sql: ({ inserts }) => inserts(),
}

/** Keys that nobody has yet are for people to read. */
function withoutUnmade(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => !(value instanceof UnmadeKey)))
}

function replayPreview(factory: string, flags: PreviewFlags, seed: number): string {
  const words = ['seedkit', 'preview', factory, '--count', String(flags.count), '--seed', String(seed)]
  for (const state of flags.state ?? []) words.push('--state', state)
  words.push(...setWords(flags.set))
  if (flags.format !== 'table') words.push('--format', flags.format)
  for (const name of ['connection', 'env', 'config', 'cwd'] as const) {
    const value = flags[name]
    if (value !== undefined) words.push(`--${name}`, value)
  }
  if (flags.parents === true) words.push('--parents')
  if (flags.force === true) words.push('--force')
  return shellCommand(words)
}
