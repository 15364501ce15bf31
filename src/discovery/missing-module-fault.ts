import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { didYouMean } from '../support/did-you-mean.js'
import { displayPath } from '../support/display-path.js'
import { importSpecifiers, type ImportSpecifier } from './import-specifier.js'
import type { LoadFault } from './load-fault.js'

interface MissingModule {
  /** As Node names it: a package, a relative specifier, or an absolute path. */
  readonly name: string
  readonly importer: string | undefined
}

/** An import that leads nowhere: says which and in which file; undefined if the error is another one. */
export function missingModuleFault(error: Error, cwd: string): LoadFault | undefined {
  const missing = readMissing(error)
  if (missing === undefined) return undefined
  const { name, importer } = missing
  if (importer === undefined || !existsSync(importer)) return { reason: `Module "${name}" is not found.` }
  const specifier = importSpecifiers(importer).find((one) => names(one, name, importer))
  const shown = specifier?.text ?? (path.isAbsolute(name) ? displayPath(name, cwd) : name)
  return {
    position: specifier?.position ?? { file: importer, line: 1, column: 1 },
    reason: `"${displayPath(importer, cwd)}" imports "${shown}", which is not found.`,
    hint: hintFor(shown, name, importer),
  }
}

interface NodeError extends Error {
  readonly code?: unknown
  readonly requireStack?: unknown
}

function readMissing(error: NodeError): MissingModule | undefined {
  const [, name] = /^Cannot find (?:module|package) '(.+?)'/.exec(error.message) ?? []
  if (name === undefined) return undefined
  if (error.code === 'MODULE_NOT_FOUND' && Array.isArray(error.requireStack)) {
    return { name, importer: typeof error.requireStack[0] === 'string' ? error.requireStack[0] : undefined }
  }
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'MODULE_NOT_FOUND') return undefined
  const [, from] = / imported from (.+)$/m.exec(error.message) ?? []
  return { name, importer: from?.startsWith('file:') === true ? fileURLToPath(from) : from }
}

function names(specifier: ImportSpecifier, missing: string, importer: string): boolean {
  const { text } = specifier
  if (text === missing || text.startsWith(`${missing}/`)) return true
  return path.isAbsolute(missing) && path.resolve(path.dirname(importer), text) === missing
}

function hintFor(shown: string, name: string, importer: string): string {
  const relative = shown.startsWith('.')
  if (!relative && !path.isAbsolute(name)) {
    if (/^(?:[@~#]\/|#)/.test(shown)) return 'An alias has to stand under "paths" in the tsconfig.json of the project.'
    const packageName = name.split('/', name.startsWith('@') ? 2 : 1).join('/')
    return `Install the package "${packageName}", or correct the import.`
  }
  const target = relative ? path.resolve(path.dirname(importer), shown) : name
  const folder = path.dirname(target)
  const files = existsSync(folder) ? readdirSync(folder).filter((one) => path.join(folder, one) !== importer) : []
  const near = didYouMean(path.basename(target), files)
  return near === undefined ? 'Correct the import, or create the file.' : `Did you mean "${near}"?`
}
