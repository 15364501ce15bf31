import path from 'node:path'

/** A path as messages show it: relative to where the user stands, with `/`; absolute when that is shorter to read. */
export function displayPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file)
  if (relative === '') return '.'
  const climbs = relative.split(path.sep).filter((segment) => segment === '..').length
  if (climbs > 2 || path.isAbsolute(relative)) return file
  return relative.replaceAll(path.sep, '/')
}
