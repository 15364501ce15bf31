import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'

const run = promisify(execFile)
const driver = path.join(import.meta.dirname, 'driver.mjs')

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** The package under test, with its built `dist`. */
export const packageRoot = path.resolve(import.meta.dirname, '../..')

/** A user's project in a temporary folder, gone when the test file ends. */
export interface TestProject {
  readonly root: string
  /** What the driver's action prints. */
  drive(action: string, options?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>
}

/** Folders that the project is given besides its files. */
export interface TestProjectOptions {
  /** Name of the project's own folder. */
  readonly folder?: string
  /** Packages of the project: name -> the folder to link to. */
  readonly packages?: Readonly<Record<string, string>>
  /** Working directory of the process. */
  readonly processCwd?: string
}

/** The packages that a project with a local seedkit has. */
export const localPackages: Readonly<Record<string, string>> = {
  seedkit: packageRoot,
  '@faker-js/faker': path.join(packageRoot, 'node_modules/@faker-js/faker'),
}

/** Writes a project; see {@link localPackages} for what it can import. */
export function testProject(files: Readonly<Record<string, string>>, options: TestProjectOptions = {}): TestProject {
  const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'seedkit-discovery-')))
  folders.push(base)
  const root = path.join(base, options.folder ?? 'project')
  for (const [name, text] of Object.entries(files)) write(path.join(root, name), text)
  for (const [name, target] of Object.entries(options.packages ?? localPackages)) {
    const link = path.join(root, 'node_modules', name)
    mkdirSync(path.dirname(link), { recursive: true })
    symlinkSync(target, link)
  }
  const drive: TestProject['drive'] = async (action, extra = {}) => {
    const request = JSON.stringify({ packageRoot, root, action, ...extra })
    const { stdout } = await run(process.execPath, [driver, request], { cwd: options.processCwd ?? root })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  }
  return { root, drive }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
