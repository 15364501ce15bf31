import type { Faker } from '@faker-js/faker'
import type { StreamState } from '../random/stream-state.js'
import { attributesOf } from './attributes-of.js'
import type { AttributeBag } from './blueprint.js'
import { Draft, placeOf, type RowPlace } from './draft.js'
import { isFactory } from './factory-internals.js'
import { holdPromises } from './hold-promises.js'
import type { RowContext } from './factory-types.js'
import { isPending } from './is-pending.js'
import { rowFailure } from './row-failure.js'
import { stepsOf, type RowPlan } from './row-plan.js'
import { IS_OPEN, scanAttributes, WANTS_PARENT } from './scan-attributes.js'
import { ScopedSession } from './scoped-session.js'
import type { Scope } from './scope.js'
import type { Session } from './session.js'
import { SharedKeyPart } from './shared-parent.js'

/** The context of a row. Its session is made when somebody asks for it. */
export class BuildContext implements RowContext {
  readonly index: number
  readonly faker: Faker
  readonly parent: Readonly<Record<string, unknown>> | undefined
  readonly #scope: Scope
  readonly #state: StreamState
  #session: Session | undefined

  constructor(scope: Scope, place: Pick<Draft, 'state' | 'index' | 'parent'>) {
    this.index = place.index
    this.parent = place.parent
    this.faker = scope.run.rows.faker
    this.#scope = scope
    this.#state = place.state
  }

  get session(): Session {
    return (this.#session ??= new ScopedSession({ ...this.#scope, state: this.#state, faker: this.faker, callCounts: new Map() }))
  }
}

/**
 * Gathers a row's attributes in the order that is promised: definition, parents of `for…`, states and sequences as they were called, overrides. What
 * is lazy stays so: a part that is overridden never runs, and its parent is never made.
 */
export function draftRow(scope: Scope, plan: RowPlan, place: RowPlace): Draft {
  // Small enough to become a part of its callers, who then need not make a place.
  const draft = new Draft(plan, place)
  gather(scope, draft)
  return draft
}

function gather(scope: Scope, draft: Draft): void {
  const { plan, overrides } = draft
  const { run } = scope
  const { steps, parents } = plan.blueprint
  let part = 'definition()'
  run.startBuilding()
  try {
    run.rows.generator.reseed(draft.state)
    const context = new BuildContext(scope, draft)
    const defined = attributesOf(run.defining(plan.factory, context), part)
    draft.open = heldAttributes(defined)
    draft.values = copyFor(defined, overrides)
    if ((draft.open & WANTS_PARENT) !== 0) draft.defined = defined
    if (steps.length > 0 || parents.length > 0) {
      part = 'a state'
      assignSteps(draft, context, part)
    }
  } catch (cause) {
    throw rowFailure(placeOf(draft, scope.seeder), part, cause)
  } finally {
    run.endBuilding()
  }
  for (const given of overrides) {
    if (given === undefined) continue
    draft.open |= heldAttributes(given)
    Object.assign(draft.values, given)
  }
  // What was open may have been overridden.
  if (draft.open !== 0) draft.open = scanAttributes(draft.values)
}

/**
 * An object that all attributes have a place in from the start. V8 clones an object in one go when it is spread, but takes a microsecond for each column
 * that is added to the clone.
 */
function copyFor(defined: AttributeBag, overrides: RowPlace['overrides']): Record<string, unknown> {
  for (const given of overrides) for (const column in given) if (!(column in defined)) return Object.assign({}, defined)
  return { ...defined }
}

function assignSteps(draft: Draft, context: BuildContext, part: string): void {
  const { plan, values, index, offsets } = draft
  for (const step of stepsOf(plan, plan.blueprint, index, offsets)) {
    if (step.kind === 'item') draft.items = [...draft.items, step.blueprint]
    else if (step.kind === 'parent') assignParent(draft, step.parent)
    else {
      const given = attributesOf(typeof step.state === 'function' ? step.state(settled(values), context) : step.state, part)
      draft.open |= heldAttributes(given)
      Object.assign(values, given)
    }
  }
}

/** What is open in attributes that may be overridden; promises among them are held. */
function heldAttributes(attributes: AttributeBag): number {
  const open = scanAttributes(attributes)
  if ((open & IS_OPEN) !== 0) holdPromises(attributes)
  return open
}

function assignParent(draft: Draft, step: Parameters<RowPlan['shared']>[0]): void {
  const { values, plan } = draft
  const parent = plan.shared(step)
  draft.open |= WANTS_PARENT
  for (const [part, column] of parent.columns.entries()) {
    values[column] = parent.key === undefined ? new SharedKeyPart(parent, part) : parent.key[part]
  }
  if (parent.type !== undefined) values[parent.type.column] = parent.type.value
}

/** What a state function sees: a column that is still to be computed reads as undefined. */
function settled(values: Readonly<Record<string, unknown>>): AttributeBag {
  const seen: Record<string, unknown> = {}
  for (const [column, value] of Object.entries(values)) {
    const open = typeof value === 'function' || isFactory(value) || isPending(value) || value instanceof SharedKeyPart
    seen[column] = open ? undefined : value
  }
  return seen
}
