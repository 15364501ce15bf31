import { ArgumentError } from '../../errors/argument-error.js'
import { RecycleError } from '../../errors/recycle-error.js'
import { isThenable } from '../../support/is-thenable.js'
import type { AttributeBag, RecycleQuery, RecycleStep } from '../blueprint.js'
import { isFactory, isFactoryClass } from '../factory-internals.js'
import type { AnyFactoryClass } from '../runtime-relation.js'

const STRATEGIES = ['random', 'roundRobin', 'weighted', 'zipf'] as const
const OPTIONS: readonly string[] = ['strategy', 'weight']

/** What `recycle()` was told. */
export function recycleStep(owner: object, factory: unknown, rows: unknown, options: unknown): RecycleStep {
  const subject = { factory: owner.constructor.name }
  if (typeof factory !== 'function' || !areRows(rows)) throw RecycleError.badCall(subject)
  const list: readonly unknown[] = Array.isArray(rows) ? rows : [rows]
  if (list.some(isThenable)) throw ArgumentError.promise({ ...subject, call: `recycle(${factory.name})` })
  if (list.length === 0) throw RecycleError.noRows({ factory: factory.name })
  return Object.freeze({
    factory: factory as AnyFactoryClass, // the public type asks for a factory class
    rows: typeof rows === 'function' ? (rows as RecycleQuery) : (list as readonly AttributeBag[]), // as above
    ...choiceOf(subject, options),
  })
}

/** A query, a row or rows; a factory is none of these. */
function areRows(rows: unknown): boolean {
  if (typeof rows === 'function') return !isFactoryClass(rows)
  return typeof rows === 'object' && rows !== null && !isFactory(rows)
}

/** By which rule the rows are chosen. */
function choiceOf(subject: { readonly factory: string }, options: unknown): Pick<RecycleStep, 'strategy' | 'weight'> {
  if (typeof options !== 'object' || options === null) throw RecycleError.badOptions({ ...subject, options })
  const unknown = Object.keys(options).find((option) => !OPTIONS.includes(option))
  if (unknown !== undefined) throw RecycleError.unknownOption({ ...subject, option: unknown, known: OPTIONS })
  const { strategy = 'random', weight } = options as { readonly strategy?: unknown; readonly weight?: unknown } // checked below
  const known = STRATEGIES.find((each) => each === strategy)
  if (known === undefined) throw RecycleError.badStrategy({ ...subject, strategy, known: STRATEGIES })
  if (known === 'weighted' && typeof weight !== 'function') throw RecycleError.noWeight(subject)
  return { strategy: known, weight: weight as RecycleStep['weight'] } // a function, or not looked at
}
