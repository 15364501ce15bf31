import { UsageError } from '../errors/usage-error.js'
import { derive, type AnyFactory } from '../factory/factory-internals.js'
import { addParent } from '../factory/relation-methods.js'
import { morphTarget } from '../factory/relations/morph-target.js'
import { parentStep } from '../factory/relations/parent-step.js'
import { relationOf } from '../factory/relations/relation-of.js'
import type { AnyFactoryClass, MorphParentRelation } from '../factory/runtime-relation.js'
import { givenValue } from './given-value.js'

/** A parent, e.g. `team`, `team:7` or, where a relation leads to several tables, `commentable:Post:7`. */
export interface ParentRequest {
  readonly relation: string
  /** What stands behind the relation: its key, or its factory and its key; undefined for a new row. */
  readonly rest: string | undefined
}

/** The factory with a parent that its rows share. */
export function withParent(factory: AnyFactory, { relation: name, rest }: ParentRequest): AnyFactory {
  const relation = relationOf(factory, name, 'for')
  if (relation.kind === 'belongsTo') return derive(factory, addParent(parentStep(factory, relation, relation.related(), keyOf(rest))))
  const [target, ...key] = rest?.split(':') ?? []
  const related = targetOf(factory, relation, target)
  return derive(factory, addParent(parentStep(factory, relation, related, keyOf(key.length === 0 ? undefined : key.join(':')))))
}

/** As `for()` is given it: nothing for a new row. */
function keyOf(text: string | undefined): readonly unknown[] {
  return text === undefined ? [] : [givenValue(text)]
}

function targetOf(factory: AnyFactory, relation: MorphParentRelation, name: string | undefined): AnyFactoryClass {
  const targets = relation.targets.map((target) => target())
  const known = targets.map((target) => target?.name ?? 'undefined')
  if (name === undefined || name === '') throw UsageError.targetMissing({ factory: factory.constructor.name, relation: relation.name, known })
  const found = targets.find((target) => stem(target?.name ?? '') === stem(name))
  return morphTarget(factory, relation, found ?? name)
}

function stem(name: string): string {
  return name.replace(/Factory$/i, '').toLowerCase()
}
