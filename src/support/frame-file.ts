import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The file that a line of a stack names: `f (/a/b.ts`, `/a/b.ts` or `file:///a/b.ts`, without the position behind it.
 * A folder may have parentheses in its name, too.
 */
export function frameFile(text: string): string | undefined {
  for (let start = 0; start !== -1; start = nextStart(text, start)) {
    const file = absoluteFile(text.slice(start))
    if (file !== undefined) return file
  }
  return undefined
}

/** The path of an existing file, or that of a file URL. */
export function absoluteFile(text: string): string | undefined {
  if (!text.startsWith('file://')) return path.isAbsolute(text) && existsSync(text) ? text : undefined
  try {
    return fileURLToPath(text.replace(/[?#].*$/, ''))
  } catch {
    return undefined
  }
}

function nextStart(text: string, start: number): number {
  const open = text.indexOf('(', start)
  return open === -1 ? -1 : open + 1
}
