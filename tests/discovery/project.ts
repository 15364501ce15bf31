import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, vi } from 'vitest'

// a process a test, on machines that may be busy
vi.setConfig({ testTimeout: 60_000, maxConcurrency: 2 })

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
    const driver = startDriver(options.processCwd ?? root)
    try {
      return await driver.request({ root, action, ...extra })
    } finally {
      driver.stop()
    }
  }
  return { root, drive }
}

/** A process that loads users' files with the built package; what it has loaded once stays loaded. */
export interface Driver {
  request(message: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>
  stop(): void
}

/** Starts a {@link Driver}; a test project starts its own unless it is asked through this one. */
export function startDriver(cwd: string): Driver {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'driver.mjs'), packageRoot], {
    cwd,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let last: Promise<unknown> = Promise.resolve()
  return {
    async request(message) {
      child.stdin.write(`${JSON.stringify(message)}\n`)
      const answer = last.then(() => lines.next())
      last = answer
      const { value, done } = await answer
      if (done === true) throw new Error('The driver has ended.')
      return JSON.parse(value)
    },
    stop: () => child.stdin.end(),
  }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
