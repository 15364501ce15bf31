import { createInterface } from 'node:readline/promises'

/** A question on the terminal that takes Enter for a yes. No answer at all is a no. */
export async function askYesNo(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  prompt.on('SIGINT', () => process.emit('SIGINT', 'SIGINT'))
  const closed = new Promise<string>((resolve) => prompt.once('close', () => resolve('n')))
  try {
    const answer = await Promise.race([prompt.question(`${question} [Y/n] `), closed])
    return /^(?:y(?:es)?)?$/i.test(answer.trim())
  } finally {
    prompt.close()
  }
}
