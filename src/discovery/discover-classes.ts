import { DiscoveryError, type PassedOverFile } from '../errors/discovery-error.js'
import { displayPath } from '../support/display-path.js'
import type { ClassKind } from './class-kind.js'
import { collectClasses, type LoadedFile } from './collect-classes.js'
import type { DiscoveredClass } from './discovered-class.js'
import { findFiles } from './find-files.js'
import { loadModule } from './load-module.js'
import { registerTypeScript } from './typescript-loader.js'

/** Where to look. */
export interface SearchPlaces {
  /** The project's folder; patterns are relative to it. */
  readonly root: string
  /** Where the user stands; messages name files relative to it. */
  readonly cwd: string
  readonly patterns: readonly string[]
}

/** The classes found, and why each other file gave none. */
export interface Discovery {
  readonly classes: readonly DiscoveredClass[]
  readonly missing: readonly string[]
  readonly passedOver: readonly PassedOverFile[]
}

/**
 * Loads every file of the places, one after another, and picks the classes of one kind; finding none is no error yet.
 *
 * @throws DiscoveryError if a file cannot be loaded or two classes have one name
 */
export async function discoverClasses(kind: ClassKind, { root, cwd, patterns }: SearchPlaces): Promise<Discovery> {
  const found = findFiles(root, patterns)
  // before the first file: a JavaScript file that is loaded natively could not import TypeScript any more
  if (found.files.some((file) => /\.[cm]?ts$/.test(file))) await registerTypeScript(root)
  const loaded: LoadedFile[] = []
  for (const file of found.files) loaded.push({ file, exports: await loadModule(file, root) })
  const { classes, passedOver } = collectClasses(kind, loaded, cwd)
  return { classes, missing: found.missing, passedOver: [...found.passedOver, ...passedOver] }
}
