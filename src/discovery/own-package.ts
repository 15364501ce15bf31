import { realpathSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = realpathSync(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..'))

/** Where the running copy of seedkit lies, links resolved. */
export const ownPackage: { readonly root: string; readonly entry: string } = Object.freeze({
  root,
  entry: path.join(root, 'dist', 'index.js'),
})
