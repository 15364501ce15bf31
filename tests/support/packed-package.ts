import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { repository } from './source-files.js'

const folders: string[] = []
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is removed at the end of the process. */
export function temporaryFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `seedkit-${name}-`)))
  folders.push(folder)
  return folder
}

interface Packed {
  /** Absolute path of the tarball. */
  readonly file: string
  /** Paths inside the package. */
  readonly files: readonly string[]
}

/** Packs the repository as `npm publish` would, with the `dist` that is there. */
export function packPackage(): Packed {
  const folder = temporaryFolder('tarball')
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const [packed] = JSON.parse(output) as { filename: string; files: { path: string }[] }[]
  if (packed === undefined) throw new Error('npm pack gave nothing')
  return { file: path.join(folder, packed.filename), files: packed.files.map((file) => file.path) }
}

export interface ShellResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A project of a user's in a temporary folder. */
export class UserProject {
  readonly root: string

  constructor(manifest: Readonly<Record<string, unknown>>) {
    this.root = temporaryFolder('project')
    this.write('package.json', JSON.stringify({ name: 'shop', private: true, ...manifest }))
  }

  path(file: string): string {
    return path.join(this.root, file)
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true })
    writeFileSync(this.path(file), text)
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8')
  }

  /** Changes a file as its owner would in an editor; what is replaced has to be there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file)
    if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`)
    this.write(file, text.replace(from, to))
  }

  /** Copies a folder's content into the project, or into a folder of it. */
  copy(folder: string, options: { readonly to?: string } = {}): void {
    cpSync(folder, this.path(options.to ?? '.'), { recursive: true })
  }

  /** Packages from the repository's node_modules: nothing is compiled anew. */
  link(...names: readonly string[]): this {
    for (const name of names) this.#link(name, realpathSync(path.join(repository, 'node_modules', name)))
    return this
  }

  /** The repository itself as `seedkit`, with its command. */
  linkSeedkit(): this {
    this.#link('seedkit', repository)
    mkdirSync(this.path('node_modules/.bin'), { recursive: true })
    symlinkSync('../seedkit/bin/seedkit.js', this.path('node_modules/.bin/seedkit'))
    return this
  }

  #link(name: string, target: string): void {
    const link = this.path(`node_modules/${name}`)
    mkdirSync(path.dirname(link), { recursive: true })
    rmSync(link, { recursive: true, force: true })
    symlinkSync(target, link)
  }

  /** Runs one line in a shell; never rejects. */
  shell(command: string, env: Readonly<Record<string, string>> = {}): Promise<ShellResult> {
    const { NODE_ENV: _, APP_ENV: __, DATABASE_URL: ___, ...inherited } = process.env
    // What npm sets for `npm test` is none of the project's business.
    const clean = Object.fromEntries(Object.entries(inherited).filter(([name]) => !/^npm_/i.test(name)))
    const child = spawn('sh', ['-c', command], { cwd: this.root, env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      // npm's own warnings are not what is looked at.
      child.on('close', (code) => resolve({ code, stdout, stderr: stderr.split('\n').filter((line) => !line.startsWith('npm warn')).join('\n') }))
    })
  }
}
