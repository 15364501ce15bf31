import { RecycleError } from '../../errors/recycle-error.js'
import type { AttributeBag, RecycleQuery, RecycleStep } from '../blueprint.js'
import type { AnyFactoryClass } from '../runtime-relation.js'

const STRATEGIES = ['random', 'roundRobin', 'weighted', 'zipf'] as const

/** What `recycle()` was told. */
export function recycleStep(owner: object, factory: unknown, rows: unknown, options: object): RecycleStep {
  const { strategy = 'random', weight } = options as { readonly strategy?: unknown; readonly weight?: unknown } // checked below
  const known = STRATEGIES.find((each) => each === strategy)
  const weighted = known !== 'weighted' || typeof weight === 'function'
  const usable = typeof factory === 'function' && ((typeof rows === 'object' && rows !== null) || typeof rows === 'function')
  if (known === undefined || !weighted || !usable) throw RecycleError.badCall({ factory: owner.constructor.name })
  const list = Array.isArray(rows) ? rows : [rows]
  if (list.length === 0) throw RecycleError.noRows({ factory: factory.name })
  return Object.freeze({
    factory: factory as AnyFactoryClass, // the public type asks for a factory class
    rows: typeof rows === 'function' ? (rows as RecycleQuery) : (list as readonly AttributeBag[]), // as above
    strategy: known,
    weight: weight as RecycleStep['weight'],
  })
}
