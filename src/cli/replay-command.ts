import type { RunFlags } from './options.js'
import { shellCommand } from './shell-command.js'

/** The command that repeats a run: the same options, the seed it had, and words of the command's own at its end. */
export function replayCommand(command: readonly string[], flags: RunFlags, { seed, words: own }: { readonly seed: number; readonly words: readonly string[] }): string {
  const words = ['seedkit', ...command, '--seed', String(seed)]
  for (const name of ['connection', 'env', 'config', 'cwd'] as const) {
    const value = flags[name]
    if (value !== undefined) words.push(`--${name}`, value)
  }
  if (flags.foreignKeys !== undefined) words.push('--foreign-keys', flags.foreignKeys)
  if (flags.dryRun === true) words.push('--dry-run')
  if (flags.force === true) words.push('--force')
  return shellCommand([...words, ...own])
}
