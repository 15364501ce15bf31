import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A project's package.json; empty if it has none. */
export function readManifest(root: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8').replace(/^\uFEFF/, ''))
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    // No manifest, or a broken one: npm will complain of it, a generator need not.
    return {}
  }
}
