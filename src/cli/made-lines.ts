import { relative, resolve } from 'node:path'
import type { MadeFile } from '../app/made-file.js'

const WORDS: Readonly<Record<MadeFile['status'], readonly [done: string, wouldBe: string]>> = {
  created: ['Created', 'would be created'],
  rewritten: ['Rewrote', 'would be rewritten'],
  merged: ['Merged', 'would be merged'],
  kept: ['Kept', 'is kept'],
  unchanged: ['Unchanged', 'has all there is'],
  unreadable: ['Left alone', 'is left alone'],
  removed: ['Removed', 'would be removed: an example that nobody has touched'],
}

/** A line for each file, the words in a column where there are several; with what there is to say below. */
export function madeLines(files: readonly MadeFile[], cwd: string | undefined): readonly string[] {
  const width = files.length === 1 ? 0 : Math.max(...files.map(({ status }) => WORDS[status][0].length))
  return files.flatMap(({ file, status, table, notes }) => [
    `${WORDS[status][0].padEnd(width)} ${relative(resolve(cwd ?? '.'), file)}${table === undefined ? '' : ` (table "${table}")`}`,
    ...notes.map((note) => `  ${note}`),
  ])
}

/** What would be written, file after file. */
export function wouldBeLines(files: readonly MadeFile[], cwd: string | undefined): readonly string[] {
  return files.flatMap(({ file, status, content, notes }) => [
    `// ${relative(resolve(cwd ?? '.'), file)} ${WORDS[status][1]}${notes.length === 0 ? '' : `: ${notes.join('; ')}`}`,
    ...(content === undefined || status === 'unchanged' ? [] : [content]),
  ])
}
