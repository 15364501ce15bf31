import type { StoredRow } from '../../database/database.js'
import { blueprintOf, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { nextCallState } from '../scope.js'
import { ScopedSession } from '../scoped-session.js'
import { findOrMake } from './find-or-make.js'
import type { KeyedRow } from './keyed-row.js'
import { readKeyedRow, readKeyedRows } from './read-keyed-rows.js'

/** Starts `firstOrCreate()` or `updateOrCreate()`. */
export async function startKeyedCall(
  receiver: object,
  call: 'firstOrCreate' | 'updateOrCreate',
  where: unknown,
  attributes: unknown,
): Promise<StoredRow> {
  const factory = receiver as AnyFactory // every subclass of Factory is one; the public type does not show it
  const row = readKeyedRow({ factory: modelOf(factory).name, call }, where, attributes)
  const [stored] = await start(factory, call, { rows: [row], by: Object.keys(row.where) })
  return stored ?? {}
}

/** Starts `upsert()`. */
export async function startUpsert(receiver: object, rows: unknown, by: unknown): Promise<StoredRow[]> {
  const factory = receiver as AnyFactory // as above
  const keyed = readKeyedRows({ factory: modelOf(factory).name, call: 'upsert' }, rows, by)
  const columns = Array.isArray(by) ? by.map(String) : [String(by)]
  return start(factory, 'upsert', { rows: keyed, by: columns })
}

/** Takes the call's place in the run while still synchronous, then lets it wait for its turn. */
function start(
  factory: AnyFactory,
  call: 'firstOrCreate' | 'updateOrCreate' | 'upsert',
  { rows, by }: { readonly rows: readonly KeyedRow[]; readonly by: readonly string[] },
): Promise<StoredRow[]> {
  const scope = ScopedSession.scopeOf(factory.session)
  const { name } = modelOf(factory)
  const state = nextCallState(scope, name, 'create', blueprintOf(factory).stream)
  return findOrMake(scope, { factory, state, call, name: { factory: name, method: call, count: rows.length }, rows, by, existing: call === 'firstOrCreate' ? 'keep' : 'update' })
}
