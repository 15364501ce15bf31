import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** The file below a folder that is named after a class, whatever its subfolder and extension; found without loading any. */
export async function findClassFile(folder: string, className: string): Promise<string | undefined> {
  const files = await readdir(folder, { recursive: true }).catch(() => [])
  const found = files.find((file) => {
    const name = basename(file)
    return name.startsWith(`${className}.`) && /^\.[cm]?[jt]s$/.test(name.slice(className.length)) && !isForeign(file)
  })
  return found === undefined ? undefined : join(folder, found)
}

function isForeign(file: string): boolean {
  return /(?:^|[\\/])node_modules[\\/]/.test(file)
}
