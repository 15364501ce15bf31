import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { personEnvironment } from './person-environment.js'

const PACKAGE = fileURLToPath(new URL('../../..', import.meta.url))
export const BIN = path.join(PACKAGE, 'bin', 'seedkit.js')

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly milliseconds: number
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** A project in a temporary folder, with seedkit and the drivers installed by symbolic links. */
export class Project {
  readonly root: string
  /** Holds nothing but the project. */
  readonly folder: string

  constructor(files: Readonly<Record<string, string>> = {}, drivers: readonly string[] = ['better-sqlite3', 'sqlite3', 'pg', 'mysql2']) {
    // In a folder of its own, so that a file beside the project shows.
    this.folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'seedkit-cli-')))
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }))
    this.root = path.join(this.folder, 'project')
    mkdirSync(path.join(this.root, 'node_modules'), { recursive: true })
    symlinkSync(PACKAGE, path.join(this.root, 'node_modules', 'seedkit'))
    for (const driver of drivers) {
      symlinkSync(realpathSync(path.join(PACKAGE, 'node_modules', driver)), path.join(this.root, 'node_modules', driver))
    }
    if (!('package.json' in files)) this.write('package.json', '{ "name": "shop", "type": "module" }')
    for (const [file, text] of Object.entries(files)) this.write(file, text)
  }

  path(file: string): string {
    return path.join(this.root, file)
  }

  write(file: string, text: string): void {
    const target = this.path(file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }

  /** Every file and folder but those of node_modules, sorted. */
  tree(): readonly string[] {
    const entries = readdirSync(this.root, { recursive: true }).map(String)
    return entries.filter((entry) => !entry.startsWith('node_modules')).toSorted()
  }

  run(args: readonly string[], options: RunOptions = {}): Promise<CliResult> {
    const child = this.start(args, options)
    const started = performance.now()
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, stdout, stderr, milliseconds: performance.now() - started }))
    })
  }

  start(args: readonly string[], options: RunOptions = {}) {
    const env = { ...personEnvironment(), ...options.env }
    return spawn(process.execPath, [BIN, ...args], { cwd: options.cwd ?? this.root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  }
}
