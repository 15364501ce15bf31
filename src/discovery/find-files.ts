import { existsSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import path from 'node:path'

import { DiscoveryError, type PassedOverFile } from '../errors/discovery-error.js'
import { displayPath } from '../support/display-path.js'
import { parseGlob, type Glob } from '../support/glob.js'

/** What a search of folders and globs came to. Paths are absolute. */
export interface FoundFiles {
  /** Files to load, in an order that is the same on every machine. */
  readonly files: readonly string[]
  readonly passedOver: readonly PassedOverFile[]
  /** Patterns that matched no folder and no file. */
  readonly missing: readonly string[]
}

const TYPESCRIPT = /\.[cm]?ts$/
const CODE = /\.[cm]?[jt]s$/

/**
 * Finds the code files in folders and globs, relative to `root`. A folder is searched with all folders below it;
 * a pattern that begins with `!` takes files and folders out again, wherever it stands in the list.
 * Symbolic links are followed; a file that is reached on two ways counts once.
 */
export function findFiles(root: string, patterns: readonly string[]): FoundFiles {
  const reached = new Set<string>()
  const passedOver: PassedOverFile[] = []
  const missing: string[] = []
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => excluder(root, pattern))
  for (const pattern of patterns.filter((one) => !one.startsWith('!'))) {
    const found = expand(root, pattern, passedOver)
    if (found === undefined) missing.push(pattern)
    for (const file of found ?? []) reached.add(file)
  }
  // a glob that is a little off would otherwise look like an empty folder
  for (const pattern of missing) passedOver.push(...unmatched(root, pattern, reached))
  const files: string[] = []
  const seen = new Set<string>()
  for (const file of [...reached].toSorted(byCodePoint)) {
    const real = realpathSync(file)
    if (seen.has(real)) continue
    seen.add(real)
    const exclusion = excluded.map((exclude) => exclude(file)).find((one) => one !== undefined)
    const reason = exclusion ?? unsuitable(root, file, reached)
    if (reason === undefined) files.push(file)
    else passedOver.push({ file, reason })
  }
  return { files, passedOver: passedOver.toSorted((a, b) => byCodePoint(a.file, b.file)), missing }
}

/** The files of one pattern; undefined if it names nothing that exists. */
function expand(root: string, pattern: string, broken: PassedOverFile[]): readonly string[] | undefined {
  // a folder may really be named app/[id]
  const literal = path.resolve(root, pattern)
  if (existsSync(literal)) return filesAt(literal, undefined, broken)
  const bases = parseGlob(pattern)
    .map((glob) => ({ base: path.resolve(root, glob.base), pattern: glob.pattern }))
    .filter(({ base }) => existsSync(base))
  const files = bases.flatMap((glob) => filesAt(glob.base, glob.pattern, broken))
  return files.length > 0 || bases.some((glob) => glob.pattern === undefined) ? files : undefined
}

/** The code files that lie where a glob looks, and do not match it; one that looks everywhere says nothing. */
function unmatched(root: string, pattern: string, reached: ReadonlySet<string>): PassedOverFile[] {
  const bases = parseGlob(pattern).map((glob) => path.resolve(root, glob.base))
  const files = bases.filter((base) => base !== path.resolve(root) && existsSync(base)).flatMap((base) => filesAt(base, undefined, []))
  return files
    .filter((file) => CODE.test(file) && !reached.has(file))
    .map((file) => ({ file, reason: `not matched by "${pattern}"` }))
}

/** Every file at or below `base` of which the path, or that of a folder it is in, matches. */
function filesAt(base: string, pattern: RegExp | undefined, broken: PassedOverFile[]): string[] {
  if (statSync(base).isFile()) return pattern === undefined ? [base] : []
  const files: string[] = []
  const walk = (folder: string, relative: string, inside: boolean, above: readonly string[]): void => {
    const real = realpathSync(folder)
    if (above.includes(real)) return
    for (const entry of entriesOf(folder)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      const file = path.join(folder, entry.name)
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`
      const taken = inside || pattern?.test(below) === true
      const kind = kindOf(entry, file)
      if (kind === 'folder') walk(file, below, taken, [...above, real])
      else if (taken && kind === 'file') files.push(file)
      else if (taken && kind === 'broken') broken.push({ file, reason: 'broken symbolic link' })
    }
  }
  walk(base, '', pattern === undefined, [])
  return files
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    throw DiscoveryError.unreadableFolder({ folder: displayPath(folder, process.cwd()), cause })
  }
}

function kindOf(entry: Dirent, file: string): 'folder' | 'file' | 'broken' | 'other' {
  const stats = entry.isSymbolicLink() ? statSync(file, { throwIfNoEntry: false }) : entry
  if (stats === undefined) return 'broken'
  if (stats.isDirectory()) return 'folder'
  return stats.isFile() ? 'file' : 'other'
}

function excluder(root: string, pattern: string): (file: string) => string | undefined {
  const globs = parseGlob(pattern.slice(1))
  return (file) => (globs.some((glob) => covers(root, glob, file)) ? `excluded by "${pattern}"` : undefined)
}

function covers(root: string, glob: Glob, file: string): boolean {
  const relative = path.relative(path.resolve(root, glob.base), file)
  if (relative.startsWith('..') || path.isAbsolute(relative)) return false
  if (glob.pattern === undefined) return true
  const segments = relative.split(path.sep)
  return segments.some((_, index) => glob.pattern?.test(segments.slice(0, index + 1).join('/')))
}

function unsuitable(root: string, file: string, reached: ReadonlySet<string>): string | undefined {
  const name = path.basename(file)
  const folders = path.relative(root, file).split(path.sep)
  if (!CODE.test(name)) return 'not a loaded extension'
  if (/\.d\.[cm]?ts$/.test(name)) return 'declaration file'
  if (/\.(?:test|spec)\.[cm]?[jt]s$/.test(name) || folders.includes('__tests__')) return 'test file'
  if (TYPESCRIPT.test(name)) return undefined
  const stem = file.replace(CODE, '')
  const source = ['.ts', '.mts', '.cts'].map((extension) => stem + extension).find((one) => reached.has(one))
  return source === undefined ? undefined : `compiled copy of "${path.basename(source)}"`
}

// UTF-8 bytes sort by code point, whatever the machine's locale is
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a.replaceAll(path.sep, '/')), Buffer.from(b.replaceAll(path.sep, '/')))
}
