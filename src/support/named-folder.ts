import path from 'node:path'

/** A folder as messages name it: relative to where the command runs. */
export function namedFolder(cwd: string): string {
  const relative = path.relative(process.cwd(), cwd)
  return relative === '' ? 'the current folder' : `"${relative}"`
}
