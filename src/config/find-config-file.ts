import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { ConfigError } from '../errors/config-error.js'

/** A config file that was found, not evaluated yet. */
export interface FoundFile {
  readonly file: string
  /** True for nothing but white space, or a byte order mark. */
  readonly isEmpty: boolean
  /** Text of a data file; for package.json the value of its `seedkit` key; undefined for a module. */
  readonly data: { readonly text: string } | { readonly value: unknown } | undefined
}

const CODE_EXTENSIONS: readonly string[] = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']
const DATA_EXTENSIONS: readonly string[] = ['.json', '.yaml', '.yml']
const PACKAGE_FILE = 'package.json'

/** Files that hold a config, nearest first in a folder. */
export const CONFIG_FILES: readonly string[] = [
  ...CODE_EXTENSIONS.map((extension) => `seed.config${extension}`),
  'seed.config.json',
  '.seedkitrc',
  '.seedkitrc.json',
  '.seedkitrc.yaml',
  '.seedkitrc.yml',
  PACKAGE_FILE,
]
export const KNEX_FILES: readonly string[] = CODE_EXTENSIONS.map((extension) => `knexfile${extension}`)

/**
 * Searches `cwd` and its parents up to the nearest package.json. cosmiconfig only finds the file: it would evaluate a
 * module that throws twice, and takes one that throws ENOENT (a missing .env, say) for no config at all.
 */
export async function findConfigFile(cwd: string, places: readonly string[]): Promise<FoundFile | undefined> {
  // Loaded when it is needed: the CLI has to start fast.
  const { cosmiconfig } = await import('cosmiconfig')
  const found = (filepath: string, text: string): FoundFile => ({
    file: filepath,
    isEmpty: false,
    data: readData(filepath, text),
  })
  const loaders = Object.fromEntries(
    [...CODE_EXTENSIONS, ...DATA_EXTENSIONS, 'noExt'].map((extension) => [extension, found]),
  )
  try {
    const explorer = cosmiconfig('seedkit', {
      searchStrategy: 'project',
      cache: false,
      ignoreEmptySearchPlaces: false,
      searchPlaces: places.filter((place) => place !== PACKAGE_FILE),
      loaders,
    })
    const result = await explorer.search(cwd)
    if (result !== null)
      return result.isEmpty === true
        ? { file: result.filepath, isEmpty: true, data: undefined }
        : (result.config as FoundFile)
  } catch (cause) {
    throw ConfigError.cannotSearch({ cause })
  }
  return places.includes(PACKAGE_FILE) ? await findInPackage(cwd) : undefined
}

/** The file given with `--config`, which has to be there. */
export async function openConfigFile(file: string): Promise<FoundFile> {
  const stats = await stat(file).catch(() => undefined)
  if (stats === undefined) throw ConfigError.fileMissing({ file })
  if (!stats.isFile()) throw ConfigError.fileMissing({ file, fact: 'is not a file' })
  const extension = path.extname(file)
  const known = [...CODE_EXTENSIONS, ...DATA_EXTENSIONS]
  if (extension !== '' && !known.includes(extension)) throw ConfigError.unsupportedFile({ file, known })
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw ConfigError.cannotLoad({ file, cause })
  })
  if (text.trim() === '') return { file, isEmpty: true, data: undefined }
  if (path.basename(file) !== PACKAGE_FILE) return { file, isEmpty: false, data: readData(file, text) }
  const value = packageKey(file, text)
  return { file, isEmpty: value === undefined, data: { value } }
}

async function findInPackage(cwd: string): Promise<FoundFile | undefined> {
  const root = await projectRoot(cwd)
  const file = path.join(root, PACKAGE_FILE)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const value = text === undefined ? undefined : packageKey(file, text)
  return value === undefined ? undefined : { file, isEmpty: false, data: { value } }
}

function packageKey(file: string, text: string): unknown {
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw ConfigError.syntax({ file, format: 'JSON' })
  }
  return typeof content === 'object' && content !== null && 'seedkit' in content ? content.seedkit : undefined
}

/** The nearest folder upwards with a package.json, else `cwd` itself. */
export async function projectRoot(cwd: string): Promise<string> {
  let folder = cwd
  for (;;) {
    const stats = await stat(path.join(folder, PACKAGE_FILE)).catch(() => undefined)
    if (stats?.isFile() === true) return folder
    const parent = path.dirname(folder)
    if (parent === folder) return cwd
    folder = parent
  }
}

function readData(file: string, text: string): FoundFile['data'] {
  return CODE_EXTENSIONS.includes(path.extname(file)) ? undefined : { text: text.replace(/^\uFEFF/, '') }
}
