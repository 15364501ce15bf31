/** Where new files go: the folder that the first of the configured folders or globs names before its first wildcard. */
export function folderOf(patterns: readonly string[]): string {
  const first = patterns.find((pattern) => !pattern.startsWith('!')) ?? '.'
  const fixed: string[] = []
  for (const segment of first.split('/')) {
    if (/[*?[\]{}()!+@]/.test(segment) || /\.[cm]?[jt]s$/.test(segment)) break
    fixed.push(segment)
  }
  const folder = fixed.join('/')
  if (folder === '') return first.startsWith('/') ? '/' : '.'
  return folder
}
