import { LINE_WIDTH } from './fit-code.js'

/** A doc comment: on one line where it fits. */
export function printComment(text: string, indent: number): string {
  const space = ' '.repeat(indent)
  const clean = text.replace(/\*\//g, '* /').replace(/\s+/g, ' ').trim()
  const short = `${space}/** ${clean} */`
  if (short.length <= LINE_WIDTH) return short
  const lines: string[] = []
  for (const word of clean.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && indent + 3 + last.length + 1 + word.length <= LINE_WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return [`${space}/**`, ...lines.map((line) => `${space} * ${line}`), `${space} */`].join('\n')
}
