import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { explainLoadError } from './explain-load-error.js'
import { shareSeedkit } from './share-seedkit.js'
import { findTsconfig, registerTypeScript } from './typescript-loader.js'

const require = createRequire(import.meta.url)

/**
 * Loads a file of the user's: `.ts .mts .cts .js .mjs .cjs`, in a project of ES modules or of CommonJS.
 * Gives its exports by name, whatever way they were written.
 *
 * @param file absolute path
 * @param root the project's folder, whose tsconfig.json counts
 * @param cwd where the user stands; messages name files relative to it
 * @throws DiscoveryError `SEEDKIT_CANNOT_LOAD` with the position in the user's source
 */
export async function loadModule(
  file: string,
  root: string,
  cwd: string = process.cwd(),
): Promise<Readonly<Record<string, unknown>>> {
  try {
    shareSeedkit(path.dirname(file))
    // a JavaScript file of a TypeScript project may import TypeScript, or use the aliases of its tsconfig.json
    if (/\.[cm]?ts$/.test(file) || findTsconfig(root) !== undefined) await registerTypeScript(root)
    return exportsOf(await load(file))
  } catch (error) {
    throw await explainLoadError(error, { file, cwd })
  }
}

/**
 * The default export of a user's file (`module.exports`, `export =` too); all its exports, if it has no default one, as an object without a prototype;
 * undefined if it exports nothing. A promise is awaited.
 *
 * @throws DiscoveryError as {@link loadModule} does
 */
export async function loadDefault(file: string, root: string): Promise<unknown> {
  const exports = await loadModule(file, root)
  if (!('default' in exports)) return Object.keys(exports).length === 0 ? undefined : { __proto__: null, ...exports }
  try {
    return await exports['default']
  } catch (error) {
    throw await explainLoadError(error, { file, cwd: process.cwd() })
  }
}

async function load(file: string): Promise<unknown> {
  // import() of a .cts fails on Node 20
  if (file.endsWith('.cts')) return require(file)
  return import(pathToFileURL(file).href)
}

/** Undoes what compilers and Node wrap around exports: a namespace of a namespace, `__esModule`, `module.exports`. */
function exportsOf(loaded: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(loaded)) return { default: loaded }
  const inner = loaded['default']
  if (isObject(inner) && inner['__esModule'] === true) return named(inner)
  if (isObject(inner) && isPlain(inner)) return { ...named(inner), ...named(loaded) }
  if ('default' in loaded || loaded['__esModule'] === true || isNamespace(loaded)) return named(loaded)
  return { ...named(loaded), default: loaded }
}

function named(exports: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { __esModule: _, 'module.exports': __, ...rest } = exports
  return rest
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype
}

function isNamespace(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Module]'
}
