import type { ParentStep } from './blueprint.js'
import { modelOf } from './factory-model.js'
import { targetType } from './relations/foreign-values.js'
import { relatedFactory } from './relations/related-factory.js'
import type { RowPlan } from './row-plan.js'

/** A parent of a `for…`: one for all rows of a plan, made when the first row needs it. Stands in a row's key columns until its key is known. */
export class SharedParent {
  readonly plan: RowPlan
  readonly step: ParentStep
  /** The columns that hold the key, in its order. */
  readonly columns: readonly string[]
  /** The type column of a morphTo, and what it says of this parent. */
  readonly type: { readonly column: string; readonly value: string } | undefined
  /** The key, one value a part, once there is one. */
  key: readonly unknown[] | undefined
  /** The parent's own plan, once it is asked for. */
  own: RowPlan | undefined

  constructor(plan: RowPlan, step: ParentStep) {
    this.plan = plan
    this.step = step
    const { relation } = step
    this.columns = relation.kind === 'morphTo' ? [relation.columns.id] : relation.foreignKey
    this.type =
      relation.kind === 'morphTo'
        ? { column: relation.columns.type, value: targetType(relation, modelOf(relatedFactory(plan.factory, relation, step.related))) }
        : undefined
    this.key = 'key' in step.parent ? step.parent.key : undefined
  }
}

/** One part of a shared parent's key, as a value in a row. */
export class SharedKeyPart {
  readonly parent: SharedParent
  readonly part: number

  constructor(parent: SharedParent, part: number) {
    this.parent = parent
    this.part = part
  }
}
