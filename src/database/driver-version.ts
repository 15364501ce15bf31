import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The version of an installed driver, and those that seedkit's own package.json asks for; undefined where nobody says. */
export function driverVersion(driver: string, file: string): { readonly version: string | undefined; readonly wanted: string | undefined } {
  const own = readJson(fileURLToPath(new URL('../../package.json', import.meta.url)))
  return { version: versionOf(driver, file), wanted: text(property(own, 'peerDependencies'), driver) }
}

/** Packages seldom export their package.json: it is looked for above the file that is loaded. */
function versionOf(driver: string, file: string): string | undefined {
  for (let folder = path.dirname(file); path.dirname(folder) !== folder; folder = path.dirname(folder)) {
    const manifest = readJson(path.join(folder, 'package.json'))
    if (text(manifest, 'name') === driver) return text(manifest, 'version')
  }
  return undefined
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function text(value: unknown, name: string): string | undefined {
  const found = property(value, name)
  return typeof found === 'string' ? found : undefined
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
