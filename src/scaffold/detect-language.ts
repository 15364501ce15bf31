import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readManifest } from './read-manifest.js'

export interface Language {
  /** Extension of the files written. */
  readonly extension: '.ts' | '.js'
  /** Which of the templates' variants fits the project's module system. */
  readonly variant: 'ts' | 'mjs' | 'cjs'
}

const TYPESCRIPT_FILES = ['tsconfig.json', 'seed.config.ts', 'seed.config.mts', 'seed.config.cts', 'knexfile.ts']

/** TypeScript where a tsconfig.json, a config written in it or a dependency on typescript says so; else JavaScript in the project's module system. */
export function detectLanguage(root: string): Language {
  const manifest = readManifest(root)
  if (TYPESCRIPT_FILES.some((file) => existsSync(join(root, file))) || dependsOnTypeScript(manifest)) return { extension: '.ts', variant: 'ts' }
  return { extension: '.js', variant: manifest['type'] === 'module' ? 'mjs' : 'cjs' }
}

function dependsOnTypeScript(manifest: Readonly<Record<string, unknown>>): boolean {
  return ['dependencies', 'devDependencies'].some((field) => {
    const list = manifest[field]
    return typeof list === 'object' && list !== null && 'typescript' in list
  })
}
