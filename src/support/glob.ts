/** One brace-free pattern: the folder to start at, and what paths below it must match. */
export interface Glob {
  /** Leading segments without wildcards, `/`-separated; '' is the root. */
  readonly base: string
  /** Tests a path relative to `base`, `/`-separated; undefined if the base itself is meant. */
  readonly pattern: RegExp | undefined
}

/**
 * Reads a folder or glob: `*`, `**`, `?`, `[a-z]`, `[!a]` and `{a,b}` (which may hold slashes). Backslashes count as
 * slashes, so that a pattern written on Windows means the same everywhere. As in a shell, a wildcard does not match a
 * leading dot.
 *
 * @example
 * parseGlob('modules/*\/seeders') // [{ base: 'modules', pattern: /^…$/ }]
 */
export function parseGlob(text: string): readonly Glob[] {
  return expandBraces(text.replaceAll('\\', '/')).map((alternative) => {
    const parts = alternative.split('/')
    const segments = parts.filter((segment, index) => segment !== '.' && (segment !== '' || index === 0))
    const wild = segments.findIndex((segment) => /[*?[]/.test(segment))
    const fixed = wild === -1 ? segments : segments.slice(0, wild)
    return {
      base: fixed.length === 1 && fixed[0] === '' ? '/' : fixed.join('/'),
      pattern: wild === -1 ? undefined : toRegExp(segments.slice(wild)),
    }
  })
}

function expandBraces(text: string): string[] {
  const open = text.indexOf('{')
  if (open === -1) return [text]
  const commas: number[] = []
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === ',' && depth === 1) commas.push(at)
    if (text[at] !== '}' || --depth > 0) continue
    const bounds = [open, ...commas, at]
    return bounds.slice(1).flatMap((end, index) => {
      const choice = text.slice((bounds[index] ?? open) + 1, end)
      return expandBraces(text.slice(0, open) + choice + text.slice(at + 1))
    })
  }
  return [text]
}

function toRegExp(segments: readonly string[]): RegExp {
  const source = segments.map((segment, index) => {
    const last = index === segments.length - 1
    if (segment === '**') return last ? '[^/.][^/]*(?:/[^/.][^/]*)*' : '(?:[^/.][^/]*/)*'
    return segmentSource(segment) + (last ? '' : '/')
  })
  return new RegExp(`^${source.join('')}$`, 'u')
}

function segmentSource(segment: string): string {
  const source = segment.replaceAll(/\[(!?)([^\]]+)\]|[*?]|[$()+./[\\\]^{|}]/g, (found, not: string, set?: string) => {
    if (found === '*') return '[^/]*'
    if (found === '?') return '[^/]'
    if (set === undefined) return `\\${found}`
    return `[${not && '^/'}${set.replaceAll(/[[\\\]^]/g, String.raw`\$&`)}]`
  })
  return /^[*?[]/.test(segment) ? `(?!\\.)${source}` : source
}
