import path from 'node:path'

import type { PassedOverFile } from '../errors/discovery-error.js'
import { DiscoveryError } from '../errors/discovery-error.js'
import { displayPath } from '../support/display-path.js'
import type { ClassKind } from './class-kind.js'
import type { DiscoveredClass } from './discovered-class.js'

/** A file and what it exports. */
export interface LoadedFile {
  readonly file: string
  readonly exports: Readonly<Record<string, unknown>>
}

type UserClass = (abstract new (...args: never) => object) & { readonly description?: unknown }

interface Sighting {
  readonly file: string
  readonly exportName: string
}

/**
 * Picks the factory or seeder classes out of loaded files. One class that several files export is one class; bases
 * that other classes extend and that cannot run by themselves are left out.
 *
 * @throws DiscoveryError if two different classes have one name
 */
export function collectClasses(
  kind: ClassKind,
  loaded: readonly LoadedFile[],
  cwd: string,
): { readonly classes: readonly DiscoveredClass[]; readonly passedOver: readonly PassedOverFile[] } {
  const sightings = new Map<UserClass, Sighting[]>()
  const passedOver: PassedOverFile[] = []
  for (const { file, exports } of loaded) {
    const found = Object.entries(exports).filter((entry): entry is [string, UserClass] => isUserClass(kind, entry[1]))
    if (found.length === 0) passedOver.push({ file, reason: reasonFor(kind, exports) })
    for (const [exportName, userClass] of found) {
      sightings.set(userClass, [...(sightings.get(userClass) ?? []), { file, exportName }])
    }
  }
  const all = [...sightings.keys()]
  const classes = [...sightings]
    .filter(([userClass]) => !isBase(kind, userClass, all))
    .map(([userClass, places]) => describe(userClass, places))
  refuseDuplicates(kind, classes, cwd)
  return { classes, passedOver }
}

function isUserClass(kind: ClassKind, value: unknown): value is UserClass {
  if (typeof value !== 'function' || typeof value.prototype !== 'object' || value.prototype === null) return false
  return value.prototype[kind.brand] === true && !Object.hasOwn(value.prototype, kind.brand)
}

/** Abstract classes look like others at run time: one that others extend and that has nothing to run is taken for one. */
function isBase(kind: ClassKind, userClass: UserClass, all: readonly UserClass[]): boolean {
  const extended = all.some((other) => Object.prototype.isPrototypeOf.call(userClass, other))
  return extended && !hasMethod(kind, userClass.prototype)
}

function hasMethod(kind: ClassKind, prototype: object): boolean {
  for (let level = prototype; !Object.hasOwn(level, kind.brand); level = Object.getPrototypeOf(level)) {
    if (Object.hasOwn(level, kind.method)) return true
  }
  return false
}

function describe(userClass: UserClass, places: readonly Sighting[]): DiscoveredClass {
  // an anonymous default class is named "default" or "<File>_default" by the language or by the compiler
  const anonymous = places.find(({ exportName }) => exportName === 'default')
  if (anonymous !== undefined && /^$|^default$|_default$/.test(userClass.name)) {
    rename(userClass, fileName(anonymous.file))
  } else if (userClass.name === '' && places[0] !== undefined) rename(userClass, places[0].exportName)
  const { name, description } = userClass
  const named = places.find(({ file }) => fileName(file) === name)
  const home = named ?? places.find(({ exportName }) => exportName === name) ?? places[0]
  return {
    name,
    file: home?.file ?? '',
    class: userClass,
    ...(typeof description === 'string' && { description }),
  }
}

/** Reports and row paths speak of a class by its name, so the class itself has to carry it. */
function rename(userClass: UserClass, name: string): void {
  Object.defineProperty(userClass, 'name', { value: name, configurable: true })
}

function fileName(file: string): string {
  return path.basename(file, path.extname(file))
}

function refuseDuplicates(kind: ClassKind, classes: readonly DiscoveredClass[], cwd: string): void {
  const byName = new Map<string, DiscoveredClass>()
  for (const one of classes) {
    const other = byName.get(one.name)
    if (other !== undefined) {
      const files = [other, one].map(({ file }) => displayPath(file, cwd))
      throw DiscoveryError.duplicate({ kind: kind.name, name: one.name, files })
    }
    byName.set(one.name, one)
  }
}

function reasonFor(kind: ClassKind, exports: Readonly<Record<string, unknown>>): string {
  const values = Object.values(exports)
  if (values.length === 0) return 'no export'
  const value = 'default' in exports || values.length > 1 ? exports['default'] : values[0]
  if (typeof value === 'object' && value !== null) return 'exports an object, expected a class'
  if (typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value))) {
    return 'exports a function, expected a class'
  }
  return `no export that extends ${kind.base}`
}
