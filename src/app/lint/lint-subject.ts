import { SeedkitError } from '../../errors/seedkit-error.js'
import type { AnyFactory } from '../../factory/factory-internals.js'
import { applyTraits } from '../../factory/traits.js'
import { probeState } from '../probe-state.js'
import { publicMethods } from '../public-methods.js'
import type { DeclaredFactory } from './declared-factory.js'
import type { Finding } from './finding.js'
import { newFinding } from './new-finding.js'

/** A factory as it is, or in a state or with a trait: what is created once. */
export interface LintSubject {
  /** As findings name it; undefined for the factory as it is. */
  readonly state: string | undefined
  /** For messages: `UserFactory`, `UserFactory.admin()`, `UserFactory with trait "boss"`. */
  readonly label: string
  readonly apply: (factory: AnyFactory) => AnyFactory
}

export interface LintSubjects {
  readonly subjects: readonly LintSubject[]
  /** States and traits that cannot be applied. */
  readonly findings: readonly Finding[]
}

/** The factory as it is, its states (methods without required parameters, and those that `static lintStates` gives arguments for), and its traits. */
export function subjectsOf(declared: DeclaredFactory): LintSubjects {
  const { name } = declared
  const results = [...stateResults(declared), ...argumentResults(declared), ...traitResults(declared)]
  return {
    subjects: [{ state: undefined, label: name, apply: withoutChange }, ...results.flatMap((result) => ('apply' in result ? [result] : []))],
    findings: results.flatMap((result) => ('apply' in result ? [] : [newFinding({ factory: name, kind: 'state', ...result })])),
  }
}

const withoutChange = (factory: AnyFactory): AnyFactory => factory

interface Failure {
  readonly state: string
  readonly message: string
  readonly fix: string | undefined
}

type Result = LintSubject | Failure

/** These are declared by every factory, and are no states. */
const declarations: ReadonlySet<string> = new Set(['definition', 'configure'])

function* stateResults({ name, factory }: DeclaredFactory): Generator<Result> {
  for (const method of publicMethods(factory)) {
    const declared: unknown = Reflect.get(factory, method)
    if (typeof declared !== 'function' || declared.length > 0 || declarations.has(method)) continue
    const probe = probeState(factory, method)
    const label = `${name}.${method}()`
    if (probe.is === 'state') yield { state: method, label, apply: (on) => called(on, method, []) }
    else if (probe.is === 'failure' && !wantsDatabase(probe.error)) yield failed(method, label, probe.error)
  }
}

function* argumentResults({ name, factory, class: Class }: DeclaredFactory): Generator<Result> {
  const given: unknown = Reflect.get(Class, 'lintStates')
  if (given === undefined) return
  const isObject = typeof given === 'object' && given !== null
  if (!isObject) yield { state: 'lintStates', message: `${name}.lintStates is no object.`, fix: EXAMPLE }
  for (const [method, args] of isObject ? Object.entries(given) : []) {
    if (!Array.isArray(args)) {
      yield { state: method, message: `${name}.lintStates gives no list of arguments for ${method}().`, fix: EXAMPLE }
      continue
    }
    const list: readonly unknown[] = args
    const state = `${method}(${list.map(shown).join(', ')})`
    const label = `${name}.${state}`
    const probe = probeState(factory, method, list)
    const isUsable = probe.is === 'state' || (probe.is === 'failure' && wantsDatabase(probe.error))
    if (isUsable) yield { state, label, apply: (on) => called(on, method, list) }
    else if (probe.is === 'failure') yield failed(state, label, probe.error)
    else yield { state, message: `${label}, which lintStates names, gives no ${name}.`, fix: `Name a method that gives a state: ${STATE}` }
  }
}

const STATE = 'this.state(…), or what another chain of calls gives.'
const EXAMPLE = "Write static lintStates = { at: ['x.io'] }: methods, and a list of arguments for each."

function* traitResults({ name, factory }: DeclaredFactory): Generator<Result> {
  const traits: unknown = Reflect.get(factory, 'traits')
  if (typeof traits !== 'object' || traits === null) return
  for (const trait of Object.keys(traits)) {
    const label = `${name} with trait "${trait}"`
    try {
      withTrait(factory, trait)
    } catch (error) {
      if (!wantsDatabase(error)) {
        yield failed(trait, label, error)
        continue
      }
    }
    yield { state: trait, label, apply: (on) => withTrait(on, trait) }
  }
}

function withTrait(factory: AnyFactory, trait: string): AnyFactory {
  const withTraits = factory as AnyFactory & { readonly traits: object } // looked at above
  return applyTraits(withTraits, [trait]) as AnyFactory // the same class
}

/** A method that gave a factory without a database may still throw with one. */
function called(factory: AnyFactory, method: string, args: readonly unknown[]): AnyFactory {
  const probe = probeState(factory, method, args)
  if (probe.is === 'failure') throw probe.error
  return probe.is === 'state' ? probe.factory : factory
}

function failed(state: string, label: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error)
  return { state, message: `${label} cannot be applied: ${reason}`, fix: error instanceof SeedkitError ? error.hint : `A state gives ${STATE}` }
}

/** Without one nothing can be said. */
function wantsDatabase(error: unknown): boolean {
  return error instanceof SeedkitError && error.code === 'SEEDKIT_NO_DATABASE'
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
