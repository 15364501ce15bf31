import { readFileSync, existsSync } from 'node:fs'
import path from 'node:path'

/** Commands of the package manager that a project uses. */
export interface PackageManagerCommands {
  install(name: string): string
  rebuild(name: string): string
}

const COMMANDS: Readonly<Record<string, PackageManagerCommands>> = {
  npm: { install: (name) => `npm install -D ${name}`, rebuild: (name) => `npm rebuild ${name}` },
  pnpm: { install: (name) => `pnpm add -D ${name}`, rebuild: (name) => `pnpm rebuild ${name}` },
  yarn: { install: (name) => `yarn add -D ${name}`, rebuild: () => 'yarn install --force' },
  bun: { install: (name) => `bun add -d ${name}`, rebuild: () => 'bun install --force' },
}
const LOCK_FILES: Readonly<Record<string, string>> = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
}

/**
 * Which package manager to name in advice. The project's own word (`packageManager`, a lock file) counts more than the
 * one that started this process: `npx` runs in pnpm projects too.
 */
export function packageManagerCommands(root: string): PackageManagerCommands {
  const agent = /^(\w+)\//.exec(process.env['npm_config_user_agent'] ?? '')?.[1]
  const name = ofProject(root) ?? agent ?? 'npm'
  const commands = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  return commands ?? packageManagerOf('npm')
}

function packageManagerOf(name: 'npm'): PackageManagerCommands {
  return COMMANDS[name] ?? { install: (item) => `npm install -D ${item}`, rebuild: (item) => `npm rebuild ${item}` }
}

function ofProject(root: string): string | undefined {
  for (let folder = path.resolve(root); ; folder = path.dirname(folder)) {
    const declared = declaredIn(path.join(folder, 'package.json'))
    if (declared !== undefined) return declared
    const lock = Object.keys(LOCK_FILES).find((file) => existsSync(path.join(folder, file)))
    if (lock !== undefined) return LOCK_FILES[lock]
    if (path.dirname(folder) === folder) return undefined
  }
}

function declaredIn(file: string): string | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof content !== 'object' || content === null || !('packageManager' in content)) return undefined
    return /^(\w+)@/.exec(String(content.packageManager))?.[1]
  } catch {
    // No package.json here, or one that is not ours to judge.
    return undefined
  }
}
