import type { Knex } from 'knex'
import type { DeclaredOperation, OperationSource, OperationTracker, Settle } from '../support/operation-registry.js'
import { effectOf, type StatementEffect } from './statement-effect.js'
import type { Turns } from './turns.js'

/**
 * The methods of a Knex client through which everything is put together and sent. Knex's types call the client `any`.
 */
export interface KnexClient {
  queryBuilder(): object
  schemaBuilder(): object
  raw(...args: readonly unknown[]): object
  queryCompiler(builder: object, ...rest: readonly unknown[]): unknown
  schemaCompiler(builder: object, ...rest: readonly unknown[]): unknown
  runner(builder: object): Runner
  transaction(container: Container, ...rest: readonly unknown[]): PromiseLike<unknown>
  ddl(...args: readonly unknown[]): unknown
}

type Container = (trx: Knex.Transaction) => unknown

interface Runner {
  run(): Promise<unknown>
  stream(...args: readonly unknown[]): unknown
}

/**
 * Turns a transaction inside the transaction into a tracked handle as well; `settle` is to be called when it is ended
 * by hand.
 */
type TrackNested = (trx: Knex.Transaction, settle: () => void) => Knex.Transaction

/** Who is told of statements, and with whom they take turns. */
export interface StatementWatch {
  readonly tracker: OperationTracker
  readonly turns: Turns
  readonly ended?: ((effect: StatementEffect) => void) | undefined
  /** What a statement waits for before it is sent, if anything. */
  readonly pause?: (() => Promise<void> | undefined) | undefined
}

/**
 * A client that works as `base` does and tells the tracker of every builder that is made with it, started, or compiled
 * into another. Builders keep the client they were made with, so this holds for all that comes of them.
 */
export function trackedClient(base: KnexClient, { tracker, turns, ended, pause }: StatementWatch, trackNested: TrackNested): KnexClient {
  const operations = new WeakMap<object, DeclaredOperation>()
  const client = Object.create(base) as KnexClient // an object with `base` as its prototype has all of its methods
  const declare = <T extends object>(made: T, source: OperationSource): T => {
    operations.set(made, tracker.declared(source))
    followClones(made, (copy) => {
      operations.get(made)?.used()
      return declare(copy, sourceOf(copy))
    })
    return made
  }
  const methods: KnexClient & ThisType<KnexClient> = {
    queryBuilder: () => declareWith(declare, base.queryBuilder.call(client)),
    schemaBuilder: () => declareWith(declare, base.schemaBuilder.call(client)),
    raw(...args) {
      const raw = base.raw.apply(this, [...args])
      const isFragment = !modifies(String(Reflect.get(raw, 'sql') ?? ''))
      // Fragments (`db.raw('lower(name)')`) are never sent by themselves; most raws are fragments.
      if (isFragment) return raw
      followCompilation(raw, () => operations.get(raw)?.used())
      return declare(raw, sourceOf(raw))
    },
    queryCompiler(builder, ...rest) {
      operations.get(builder)?.used()
      return base.queryCompiler.call(this, builder, ...rest)
    },
    schemaCompiler(builder, ...rest) {
      operations.get(builder)?.used()
      return base.schemaCompiler.call(this, builder, ...rest)
    },
    runner(builder) {
      const start = (): Settle => {
        const settle = operations.get(builder)?.start() ?? tracker.started(describeBuilder(builder))
        return (failure) => {
          const effect = effectOf(builder)
          if (effect !== undefined) ended?.(effect)
          settle(failure)
        }
      }
      return trackedRunner(base.runner.call(this, builder), { turns, start, pause, late: () => lateError(tracker, describeBuilder(builder)) })
    },
    transaction(container, ...rest) {
      const late = lateError(tracker, 'db.transaction')
      if (late !== undefined) return refusal(late)
      const settle = tracker.started('db.transaction')
      const transaction = base.transaction.call(this, (trx) => container(trackNested(trx, settle)), ...rest)
      transaction.then(() => settle(), settle)
      return transaction
    },
    // SQLite rebuilds a table to alter it: statements of Knex's own, a part of the one that the user started.
    ddl: (...args) => base.ddl(...args),
  }
  return Object.assign(client, methods)
}

function declareWith(declare: <T extends object>(made: T, source: OperationSource) => T, made: object): object {
  return declare(made, sourceOf(made))
}

interface TrackedStart extends Pick<StatementWatch, 'turns' | 'pause'> {
  readonly start: () => Settle
  readonly late: () => Error | undefined
}

function trackedRunner(runner: Runner, { turns, start, late, pause }: TrackedStart): Runner {
  const run = runner.run.bind(runner)
  const stream = runner.stream.bind(runner)
  return Object.assign(runner, {
    run() {
      const refused = late()
      if (refused !== undefined) return refusal(refused)
      const settle = start()
      const paused = pause?.()
      const result = turns.take(paused === undefined ? run : () => paused.then(run))
      result.then(() => settle(), settle)
      return result
    },
    // Takes no turn: whoever reads it may write meanwhile.
    stream(...args: readonly unknown[]) {
      const refused = late()
      if (refused !== undefined) throw refused
      const settle = start()
      const result = stream(...args)
      settleWith(result, settle)
      return result
    },
  })
}

function lateError(tracker: OperationTracker, call: string): Error | undefined {
  return tracker.isOpen() ? undefined : tracker.late(call)
}

/** A promise that is rejected but is no unhandled rejection by itself: what the user makes of it is. */
function refusal(error: Error): Promise<never> {
  const refused = Promise.reject(error)
  refused.catch(() => undefined)
  return refused
}

/** A stream is over when it is closed; with a handler, Knex gives a promise instead. */
function settleWith(result: unknown, settle: Settle): void {
  if (result instanceof Promise) return void result.then(() => settle(), settle)
  const on: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, 'once') : undefined
  if (typeof on !== 'function') return settle()
  for (const event of ['close', 'end', 'error']) Reflect.apply(on, result, [event, settle])
}

/**
 * The methods of builders are on their prototype, where all connections share them: this one's own are put on the
 * object itself.
 */
function followClones(builder: object, adopt: (copy: object) => object): void {
  const clone: unknown = Reflect.get(builder, 'clone')
  if (typeof clone !== 'function') return
  hide(builder, 'clone', () => adopt(Reflect.apply(clone, builder, []) as object)) // a clone of an object is an object
}

function followCompilation(raw: object, compiled: () => void): void {
  const toSQL: unknown = Reflect.get(raw, 'toSQL')
  if (typeof toSQL !== 'function') return
  hide(raw, 'toSQL', (...args: readonly unknown[]) => {
    compiled()
    return Reflect.apply(toSQL, raw, [...args]) as unknown
  })
}

function hide(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: false, configurable: true, writable: true })
}

function sourceOf(builder: object): OperationSource {
  return { describe: () => describeBuilder(builder), needsStart: () => needsStart(builder) }
}

const MODIFYING_METHODS: ReadonlySet<unknown> = new Set(['insert', 'update', 'del', 'truncate', 'upsert'])

function needsStart(builder: object): boolean {
  const sequence: unknown = Reflect.get(builder, '_sequence')
  if (Array.isArray(sequence)) return sequence.some((step: unknown) => !methodOf(step).startsWith('has'))
  const sql: unknown = Reflect.get(builder, 'sql')
  if (typeof sql === 'string') return modifies(sql)
  return MODIFYING_METHODS.has(Reflect.get(builder, '_method'))
}

function describeBuilder(builder: object): string {
  const sequence: unknown = Reflect.get(builder, '_sequence')
  if (Array.isArray(sequence)) return `db.schema.${methodOf(sequence[0])}`
  const sql: unknown = Reflect.get(builder, 'sql')
  if (typeof sql === 'string') return `db.raw("${/\w+/.exec(withoutComments(sql))?.[0] ?? ''} …")`
  const single: unknown = Reflect.get(builder, '_single')
  const table: unknown = typeof single === 'object' && single !== null ? Reflect.get(single, 'table') : undefined
  const handle = typeof table === 'string' ? `db("${table}")` : 'db'
  return `${handle}.${String(Reflect.get(builder, '_method') ?? 'select')}`
}

function methodOf(step: unknown): string {
  return typeof step === 'object' && step !== null ? String(Reflect.get(step, 'method')) : 'builder'
}

const STATEMENT =
  /^(insert\s|update\s|delete\s|replace\s+into\s|merge\s+into\s|truncate\s|create\s|alter\s|drop\s|call\s|do\s|copy\s|load\s+data\s|grant\s|revoke\s|set\s|lock\s)/i

/** True for SQL that changes something when it is sent. A select without await is no lost work. */
function modifies(sql: string): boolean {
  const bare = withoutComments(sql)
  return (
    STATEMENT.test(bare) ||
    (/^with\s/i.test(bare) && /\b(insert\s+into|update\s+\S+\s+set|delete\s+from)\s/i.test(bare))
  )
}

function withoutComments(sql: string): string {
  return sql.replace(/^(?:\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '')
}
