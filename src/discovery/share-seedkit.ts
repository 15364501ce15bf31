// oxlint-disable no-underscore-dangle -- the names are those of Node's module loader
import { realpathSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { ownPackage } from './own-package.js'

const checkedFolders = new Set<string>()
let redirected = false

/**
 * Makes sure that `import 'seedkit'` and `require('seedkit')` in files of `folder` give the running copy of seedkit,
 * also when it is installed globally or run by npx and the project has another copy, or none.
 */
export function shareSeedkit(folder: string): void {
  if (redirected || checkedFolders.has(folder)) return
  checkedFolders.add(folder)
  if (packageSeenFrom(folder) === ownPackage.root) return
  redirected = true
  redirectRequire()
  redirectImport()
}

function packageSeenFrom(folder: string): string | undefined {
  try {
    return path.dirname(realpathSync(createRequire(path.join(folder, 'noop.js')).resolve('seedkit/package.json')))
  } catch {
    return undefined
  }
}

// neither the hook nor `registerHooks` (Node 22.15) is in the types of Node 20
interface ModuleInternals {
  _resolveFilename(request: string, ...rest: unknown[]): string
  readonly registerHooks?: (hooks: { readonly resolve: ResolveHook }) => unknown
  readonly register: (specifier: string) => void
}
type Resolve = (specifier: string, context: unknown) => unknown
type ResolveHook = (specifier: string, context: unknown, next: Resolve) => unknown

function internals(): ModuleInternals {
  return Module as unknown as ModuleInternals
}

function redirectRequire(): void {
  const node = internals()
  const original = node._resolveFilename
  node._resolveFilename = function (this: unknown, request, ...rest) {
    return request === 'seedkit' ? ownPackage.entry : original.call(this, request, ...rest)
  }
}

function redirectImport(): void {
  const node = internals()
  const target = { url: pathToFileURL(ownPackage.entry).href, format: 'module', shortCircuit: true }
  if (node.registerHooks !== undefined) {
    const resolve: ResolveHook = (specifier, context, next) => (specifier === 'seedkit' ? target : next(specifier, context))
    node.registerHooks({ resolve })
    return
  }
  // Node 20 runs hooks in a thread of their own, so this one travels as text
  const source = `const target = ${JSON.stringify(target)}
export const resolve = (specifier, context, next) => specifier === 'seedkit' ? target : next(specifier, context)`
  node.register(`data:text/javascript,${encodeURIComponent(source)}`)
}
