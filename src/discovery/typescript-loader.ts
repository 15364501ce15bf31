// oxlint-disable no-underscore-dangle -- the names are those of Node's module loader
import { existsSync } from 'node:fs'
import Module from 'node:module'
import path from 'node:path'

import { isDependency, ownPackage } from './own-package.js'

let registration: Promise<void> | undefined

/**
 * Lets Node load TypeScript from here on: `import` and `require`, path aliases, decorators and enums, by the
 * `tsconfig.json` of the project at `root`. The process has one such loader; it follows the project first loaded.
 */
export function registerTypeScript(root: string): Promise<void> {
  registration ??= register(findTsconfig(root))
  return registration
}

/** Whether TypeScript can be loaded already. */
export function isTypeScriptRegistered(): boolean {
  return registration !== undefined
}

/** The nearest `tsconfig.json` at or above the folder. */
export function findTsconfig(folder: string): string | undefined {
  const candidate = path.join(folder, 'tsconfig.json')
  if (existsSync(candidate)) return candidate
  const parent = path.dirname(folder)
  return parent === folder ? undefined : findTsconfig(parent)
}

type Extension = (this: unknown, module: unknown, file: string) => void

async function register(tsconfig: string | undefined): Promise<void> {
  // the loaders by extension are not in the types of Node, tsx replaces them all the same
  const extensions = (Module as unknown as { readonly _extensions: Record<string, Extension | undefined> })._extensions
  const native = extensions['.js']
  const [esm, cjs] = await Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')])
  withTsconfigVariable(tsconfig, () => cjs.register())
  esm.register({ tsconfig: process.env['TSX_TSCONFIG_PATH'] ?? tsconfig ?? false })
  // tsx's require() would compile packages that are ES modules once more, as second copies of seedkit and of faker
  for (const extension of ['.js', '.mjs']) {
    const compiling = extensions[extension]
    if (compiling === undefined || native === undefined) continue
    extensions[extension] = function (module, file) {
      return (isDependency(file) ? native : compiling).call(this, module, file)
    }
  }
}

/** tsx's require() knows the variable only, and would take the tsconfig.json of the working directory without it. */
function withTsconfigVariable(tsconfig: string | undefined, body: () => void): void {
  const before = process.env['TSX_TSCONFIG_PATH']
  // for "no tsconfig" any JSON file without compiler options will do
  process.env['TSX_TSCONFIG_PATH'] = before ?? tsconfig ?? path.join(ownPackage.root, 'package.json')
  try {
    body()
  } finally {
    if (before === undefined) delete process.env['TSX_TSCONFIG_PATH']
    else process.env['TSX_TSCONFIG_PATH'] = before
  }
}
