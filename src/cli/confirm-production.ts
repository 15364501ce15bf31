import { createInterface } from 'node:readline/promises'
import type { GuardedTarget } from '../app/guard-production.js'

/** A question on the terminal before a run that may hit production. Only a plain yes is a yes. */
export function confirmProduction(signal: AbortSignal): (target: GuardedTarget) => Promise<boolean> {
  return async (target) => {
    const prompt = createInterface({ input: process.stdin, output: process.stdout })
    // The prompt takes Ctrl-C for itself; the run's own handling of it is wanted.
    prompt.on('SIGINT', () => process.emit('SIGINT', 'SIGINT'))
    const closed = new Promise<string>((resolve) => prompt.once('close', () => resolve('')))
    try {
      const answer = await Promise.race([prompt.question(questionFor(target), { signal }), closed])
      return /^y(?:es)?$/i.test(answer.trim())
    } catch {
      signal.throwIfAborted()
      // Ctrl-D, or a terminal that went away: no answer is not a yes.
      return false
    } finally {
      prompt.close()
    }
  }
}

function questionFor({ connection, host, database, reasons }: GuardedTarget): string {
  const target = [`connection "${connection}"`]
  if (host !== undefined) target.push(`host "${host}"`)
  if (database !== undefined) target.push(`database "${database}"`)
  return `This may be production: ${reasons.join(', and ')}.\nSeed ${target.join(', ')}? [y/N] `
}
