import type { PassedOverFile, SearchedPlace } from '../errors/discovery-error.js'
import type { ClassKind } from './class-kind.js'
import { collectClasses, type LoadedFile } from './collect-classes.js'
import type { DiscoveredClass } from './discovered-class.js'
import { findFiles } from './find-files.js'
import { loadModule } from './load-module.js'
import { registerTypeScript } from './typescript-loader.js'

interface SearchPlaces {
  readonly root: string
  readonly cwd: string
  readonly patterns: readonly string[]
}

/** The classes found, where they were searched, and why each other file gave none. */
export interface Discovery {
  readonly kind: ClassKind
  readonly classes: readonly DiscoveredClass[]
  readonly searched: readonly SearchedPlace[]
  readonly passedOver: readonly PassedOverFile[]
}

/**
 * Loads every file of the places, one after another, and picks the classes of one kind; finding none is no error yet.
 *
 * @throws DiscoveryError if a file cannot be loaded or two classes have one name
 */
export async function discoverClasses(kind: ClassKind, places: SearchPlaces): Promise<Discovery> {
  const { root, cwd, patterns } = places
  const found = findFiles(root, patterns)
  // before the first file: what was loaded without TypeScript could not import any later
  if (found.files.some((file) => /\.[cm]?ts$/.test(file))) await registerTypeScript(root)
  const loaded: LoadedFile[] = []
  for (const file of found.files) loaded.push({ file, exports: await loadModule(file, root, cwd) })
  const { classes, passedOver } = collectClasses(kind, loaded, cwd)
  return {
    kind,
    classes,
    searched: patterns.map((pattern) => ({ pattern, missing: found.missing.includes(pattern) })),
    passedOver: [...found.passedOver, ...passedOver],
  }
}
