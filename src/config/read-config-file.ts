import path from 'node:path'
import { ConfigError } from '../errors/config-error.js'
import { isPlainObject } from './check-keys.js'
import { KNEX_FILES, type FoundFile } from './find-config-file.js'

/** Gives the default export of a module; the loader is the discovery layer's. */
export type LoadModule = (file: string, root: string) => Promise<unknown>

/**
 * Gives what a config file says: evaluates a module once, calls its function, awaits its promise, or parses its text.
 */
export async function readConfigFile(found: FoundFile, env: string, loadModule: LoadModule): Promise<unknown> {
  const { file, data } = found
  if (found.isEmpty) throw ConfigError.empty({ file })
  if (data === undefined) return await readModule(file, env, loadModule)
  const value = 'value' in data ? data.value : await parseText(file, data.text)
  if (value === null || value === undefined) throw ConfigError.empty({ file })
  return value
}

async function readModule(file: string, env: string, loadModule: LoadModule): Promise<unknown> {
  let config: unknown
  try {
    const loaded = await loadModule(file, path.dirname(file))
    // In a knexfile "default" is the name of an environment.
    const exported = KNEX_FILES.includes(path.basename(file)) ? loaded : unwrapped(loaded)
    config = typeof exported === 'function' ? await exported({ env }) : exported
  } catch (cause) {
    throw ConfigError.cannotLoad({ file, cause })
  }
  if (config === undefined) throw ConfigError.noDefaultExport({ file })
  return config
}

/** What a compiler or a bundler has put into the default export of a default export. */
function unwrapped(exported: unknown): unknown {
  const isWrapper = isPlainObject(exported) && Object.keys(exported).every((key) => key === 'default' || key === '__esModule')
  return isWrapper && 'default' in exported ? unwrapped(exported['default']) : exported
}

async function parseText(file: string, text: string): Promise<unknown> {
  const isJson = path.extname(file) === '.json'
  const { defaultLoaders } = await import('cosmiconfig')
  try {
    const parsed: unknown = isJson ? JSON.parse(text) : defaultLoaders['.yaml'](file, text)
    return parsed
  } catch (error) {
    // Parsers quote the text around the fault, where the password may be: only the place is taken from them.
    throw ConfigError.syntax({
      file,
      format: isJson ? 'JSON' : 'YAML',
      ...(isJson ? placeInJson(error, text) : placeInYaml(error)),
    })
  }
}

interface TextPlace {
  readonly line?: number
  readonly column?: number
}

function placeInJson(error: unknown, text: string): TextPlace {
  const message = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(message)?.[1]
  const offset = position === undefined ? firstFault(message, text) : Number(position)
  if (offset === undefined) return {}
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/**
 * Node 20 says `Unexpected token 'x', …"before x after"… is not valid JSON`, without a position: the quoted text is
 * looked up.
 */
function firstFault(message: string, text: string): number | undefined {
  if (message.includes('Unexpected end')) return text.length
  const match = /^Unexpected token '(.+?)', (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message)
  const [, token = '', , quoted = ''] = match ?? []
  const start = text.indexOf(quoted)
  if (match === null || start === -1) return undefined
  // V8 shows ten characters before the token; fewer where the text begins.
  const shown = match[2] === undefined ? quoted.indexOf(token) : 10
  return start + Math.max(0, shown)
}

function placeInYaml(error: unknown): TextPlace {
  const mark: unknown = findMark(error)
  if (typeof mark !== 'object' || mark === null || !('line' in mark) || !('column' in mark)) return {}
  return { line: Number(mark.line) + 1, column: Number(mark.column) + 1 }
}

function findMark(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined
  if ('mark' in error) return error.mark
  return 'cause' in error ? findMark(error.cause) : undefined
}
