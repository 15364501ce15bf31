import { ArgumentError } from '../errors/argument-error.js'
import { FactoryError } from '../errors/factory-error.js'
import type { AttributeBag, ItemFunction } from './blueprint.js'
import { derive, type AnyFactory } from './factory-internals.js'
import { holdPromises } from './hold-promises.js'
import { configuredFactory } from './relations/related-factory.js'

/** Applies traits by name, those that a trait names included. */
export function applyTraits(factory: { readonly traits: object }, names: readonly string[]): object {
  const start = factory as unknown as AnyFactory // the receiver is typed by its traits alone
  const traits: object = (factory as { readonly traits?: object }).traits ?? {} // in JavaScript there may be none
  if (names.length === 0) throw ArgumentError.noTrait({ factory: start.constructor.name, known: Object.keys(traits) })
  return names.reduce<AnyFactory>((current, name) => applyTrait(current, traits, name, []), start)
}

function applyTrait(factory: AnyFactory, traits: object, name: string, within: readonly string[]): AnyFactory {
  const subject = { factory: factory.constructor.name, trait: name }
  if (within.includes(name)) throw FactoryError.traitCycle({ ...subject, path: [...within, name] })
  if (!Object.hasOwn(traits, name)) throw FactoryError.unknownTrait({ ...subject, known: Object.keys(traits) })
  const trait: unknown = Reflect.get(traits, name)
  const parts: readonly unknown[] = Array.isArray(trait) ? trait : [trait]
  return parts.reduce<AnyFactory>((current, part) => {
    if (typeof part === 'string') return applyTrait(current, traits, part, [...within, name])
    if (typeof part === 'function') return configuredFactory(current, part as ItemFunction, `trait "${name}"`) // a trait's only kind of function
    if (typeof part !== 'object' || part === null) throw FactoryError.badTrait(subject)
    holdPromises(part)
    const state = part as AttributeBag // attributes, checked by defineTraits
    return derive(current, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, { kind: 'state', state }] }))
  }, factory)
}
