import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

import { didYouMean } from '../support/did-you-mean.js'
import type { LoadFault, SourcePosition } from './load-fault.js'
import { ownPackage } from './own-package.js'
import { headerPosition, stackPosition } from './stack-position.js'

interface MissingExport {
  readonly module?: string
  readonly name?: string
  readonly position: SourcePosition | undefined
}

const MESSAGES = [
  /^The requested module '(?<module>.+)' does not provide an export named '(?<name>.+)'/,
  /^Named export '(?<name>.+)' not found\. The requested module '(?<module>.+)' is a CommonJS module/,
]

/** An import of a name that the module does not export; undefined if the error is another one. */
export async function missingExportFault(error: Error): Promise<LoadFault | undefined> {
  const groups = MESSAGES.map((message) => message.exec(error.message)?.groups).find((one) => one !== undefined)
  const missing: MissingExport | undefined =
    groups === undefined ? missingBase(error) : { position: headerPosition(error.stack ?? ''), ...groups }
  if (missing === undefined) return undefined
  const { module = '', name = '', position } = missing
  const ofType = /\.[cm]?ts$/.test(position?.file ?? '') ? ' If it is a type, import it with "import type".' : ''
  const suggestion = module === 'seedkit' ? didYouMean(name, await ownExports()) : undefined
  const hint = suggestion === undefined ? 'Correct the name, or export it there.' : `Did you mean "${suggestion}"?`
  return { position, reason: `"${module}" has no export "${name}".`, hint: hint + ofType }
}

/** In CommonJS a name that does not exist is undefined, and shows only where a class extends it. */
function missingBase(error: Error): MissingExport | undefined {
  if (!error.message.startsWith('Class extends value undefined')) return undefined
  const position = stackPosition(error.stack ?? '')
  if (position === undefined || !existsSync(position.file)) return undefined
  const source = readFileSync(position.file, 'utf8')
  const [, name = ''] = /\bextends\s+(\w+)/.exec(source.split('\n')[position.line - 1] ?? '') ?? []
  const imports = source.matchAll(/\{([^{}]*)\}\s*(?:from|=\s*require\()\s*['"]seedkit['"]/g)
  const named = [...imports].flatMap((match) => (match[1] ?? '').split(',').map((one) => one.trim()))
  return named.includes(name) ? { module: 'seedkit', name, position } : undefined
}

async function ownExports(): Promise<readonly string[]> {
  // by its URL and not as a module of ours: this layer does not know the public entry
  return Object.keys(await import(pathToFileURL(ownPackage.entry).href))
}
