import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'

const folders: string[] = []

/** A project in a temporary folder, with a package.json unless one is given. Removed after the test. */
export async function projectFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'seedkit-config-')))
  folders.push(root)
  for (const [name, content] of Object.entries({ 'package.json': '{}', ...files })) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true })
    await writeFile(path.join(root, name), content)
  }
  return root
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** Loads CommonJS files afresh: the real loader is tested on the built tool. Gives the default export, as the real one does. */
export async function loadModule(file: string): Promise<unknown> {
  const require = createRequire(file)
  delete require.cache[file]
  const exported: unknown = require(file)
  return isUntouched(exported) ? undefined : exported
}

/** What `module.exports` is to begin with. */
function isUntouched(exported: unknown): boolean {
  return typeof exported === 'object' && exported !== null && Object.getPrototypeOf(exported) === Object.prototype && Object.keys(exported).length === 0
}
