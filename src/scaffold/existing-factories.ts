import { readFile } from 'node:fs/promises'
import { findFiles } from '../discovery/find-files.js'
import { readFactoryFile, type FactoryFile } from './merge/factory-file.js'

/** The factories of a project by what their files say. Nothing is loaded, so that one that is broken does no harm. */
export async function existingFactories(root: string, patterns: readonly string[]): Promise<readonly FactoryFile[]> {
  const factories: FactoryFile[] = []
  for (const file of findFiles(root, patterns).files) {
    const factory = await readFactoryFile(file, await readFile(file, 'utf8'))
    if (factory !== undefined) factories.push(factory)
  }
  return factories
}
