import { realpathSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = realpathSync(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..'))

/** Where the running copy of seedkit lies, links resolved. */
export const ownPackage: { readonly root: string; readonly entry: string } = Object.freeze({
  root,
  entry: path.join(root, 'dist', 'index.js'),
})

/** Whether a file is of a package, or of seedkit itself wherever that lies, and not of the user's project. */
export function isDependency(file: string): boolean {
  // a project may lie inside seedkit's own folder, as the examples do
  if (file.startsWith(path.dirname(ownPackage.entry) + path.sep)) return true
  return file.includes(`${path.sep}node_modules${path.sep}`)
}
