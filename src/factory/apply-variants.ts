import type { AttributeBag, ItemFunction } from './blueprint.js'
import { derive, type AnyFactory } from './factory-internals.js'
import { configuredFactory } from './relations/related-factory.js'

/** Changes a factory by attributes and by functions of it, one after another. `what`: where they were given. */
export function applyVariants(factory: object, variants: readonly unknown[], what: string): object {
  return variants.reduce<AnyFactory>((current, variant) => {
    if (typeof variant === 'function') return configuredFactory(current, variant as ItemFunction, what)
    const state = variant as AttributeBag // attributes, checked where they were given
    return derive(current, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, { kind: 'state', state }] }))
  }, factory as AnyFactory)
}
