import type { DbSeedFlags } from './commands/db-seed.js'

/** The command that repeats a run: the same options and the seed it had. */
export function replayCommand(classes: readonly string[], flags: DbSeedFlags, seed: number): string {
  const words = ['seedkit', 'db:seed', '--seed', String(seed)]
  for (const name of ['connection', 'env', 'config', 'cwd'] as const) {
    const value = flags[name]
    if (value !== undefined) words.push(`--${name}`, value)
  }
  if (flags.dryRun === true) words.push('--dry-run')
  if (flags.force === true) words.push('--force')
  for (const name of classes) words.push('--class', name)
  return words.map(quoted).join(' ')
}

/** As POSIX shells read it; plain words stay plain. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
