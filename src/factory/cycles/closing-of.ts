import type { Draft } from '../draft.js'
import type { AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import type { Closing, CycleLevel, KeyPart } from './cycle-level.js'
import { ancestorOf, sameTable } from './lineage.js'

/**
 * A factory that definition() itself gives closes a circle, if a row of its table led to this row: it refers back to that row, and within one table
 * the chain ends. States, sequences, `for…` and overrides are the user's word, and are followed.
 */
export function closingOf(draft: Draft, parts: readonly KeyPart[], factory: AnyFactory, level: CycleLevel): Closing | undefined {
  const column = parts[0]?.column ?? ''
  if (draft.defined[column] !== factory) return undefined
  const model = modelOf(factory)
  const ancestor = ancestorOf(draft, model)
  if (ancestor === undefined) return undefined
  if (sameTable(draft.plan.model, model)) return { draft, column, parts, ancestor: draft, level, until: level }
  return { draft, column, parts, ancestor: ancestor.draft, level, until: ancestor.level }
}
