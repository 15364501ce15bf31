import { findTwins } from '../../database/match/find-twins.js'
import { matchRows, type Match, type MatchedRow } from '../../database/match/match-rows.js'
import { unchangedRows } from '../../database/update/unchanged-rows.js'
import { updateRows, type UpdateRequest } from '../../database/update/update-rows.js'
import type { InsertRequest, StatementLabel, StoredRow } from '../../database/database.js'
import { NaturalKeyError } from '../../errors/natural-key-error.js'
import { ordinalState, type StreamState } from '../../random/stream-state.js'
import { draftRow } from '../draft-row.js'
import type { Draft } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import type { CallName } from '../describe-call.js'
import type { AnyFactory } from '../factory-internals.js'
import { holdPromises } from '../hold-promises.js'
import { RowPlan } from '../row-plan.js'
import type { Scope } from '../scope.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { writeCall } from '../write-call.js'
import type { KeyedRow } from './keyed-row.js'
import { settleGiven } from './settle-given.js'

/** A call whose place in the run is taken. */
export interface KeyedCall {
  readonly factory: AnyFactory
  readonly state: StreamState
  /** The method's name, for errors. */
  readonly call: string
  readonly name: CallName
  readonly rows: readonly KeyedRow[]
  /** The natural key. */
  readonly by: readonly string[]
  /** What is done with a row that is there: it gets the attributes given, or stays as it is. */
  readonly existing: 'update' | 'keep'
}

/** A call with its plan. */
interface Work extends KeyedCall {
  readonly plan: RowPlan
  readonly offsets: ReadonlyMap<object, number> | undefined
}

/** A row that is there, and its place in the call. */
interface Existing {
  readonly index: number
  readonly matched: MatchedRow
}

/**
 * Finds rows by their natural keys and makes those that are not there, with definition, states, parents, children and hooks. Rows that are there get what
 * was given for them, if that changes anything. Gives the rows in the order of the call.
 */
export function findOrMake(scope: Scope, call: KeyedCall): Promise<StoredRow[]> {
  for (const { given } of call.rows) holdPromises(given)
  const plan = new RowPlan(call.factory, { state: call.state, path: undefined, recycled: [] })
  const work = { ...call, plan, offsets: sequenceOffsets(scope.run, plan, call.rows.length) }
  return writeCall(scope, call.name, (inside) => execute(inside, work), { chunks: 'large' })
}

async function execute(scope: DatabaseScope, work: Work): Promise<StoredRow[]> {
  const { rows, existing } = work
  if (rows.length === 0) return []
  const request = requestFor(scope, work)
  await checkCounted(scope, work, request.label)
  const matches = await matchRows(scope.database, { ...request, by: work.by, rows: rows.map(({ where, given }) => ({ ...given, ...where })) })
  checkMatches(work, matches)
  const result: StoredRow[] = rows.map(() => ({}))
  const found: Existing[] = []
  const missing: number[] = []
  for (const [index, { rows: [matched] }] of matches.entries()) {
    if (matched === undefined) missing.push(index)
    else found.push({ index, matched })
  }
  for (const { index, matched } of found) result[index] = matched.as(rows[index]?.where ?? {})
  await checkMissing(scope, work, missing)
  if (existing === 'update') await update(scope, work, found, result)
  if (missing.length > 0) {
    const made = await scope.persist(missing.map((index) => draftFor(scope, work, index)))
    for (const [k, index] of missing.entries()) result[index] = made[k] ?? {}
  }
  return result
}

/** A row made later in the list has the values that it would have had if all were new. */
function draftFor(scope: DatabaseScope, { plan, offsets, state, rows }: Work, index: number): Draft {
  const row = rows[index]
  return draftRow(scope, plan, {
    state: ordinalState(state, index),
    branch: state,
    index,
    of: rows.length,
    rank: index,
    ranks: rows.length,
    parent: undefined,
    offsets,
    overrides: [row?.where, row?.given],
  })
}

async function update(scope: DatabaseScope, work: Work, found: readonly Existing[], result: StoredRow[]): Promise<void> {
  const given = found.filter(({ index }) => Object.keys(work.rows[index]?.given ?? {}).length > 0)
  if (given.length === 0) return
  const { plan, offsets, state, rows } = work
  const stored = given.map(({ matched }) => matched.as({}))
  const settled = await settleGiven(
    scope,
    given.map(({ index }, k) => ({
      place: { plan, state: ordinalState(state, index), branch: state, index, of: rows.length, offsets },
      stored: stored[k] ?? {},
      given: rows[index]?.given ?? {},
    })),
  )
  const changes: Change[] = []
  for (const [k, { index, matched }] of given.entries()) {
    const values = settled[k] ?? {}
    const where = rows[index]?.where ?? {}
    const unsure: string[] = []
    let isOther = false
    for (const column of Object.keys(values)) {
      const verdict = matched.compare(column, values[column])
      if (verdict === 'unsure') unsure.push(column)
      isOther ||= verdict === 'other'
    }
    // The key as it was given: not all that a row says of itself finds it again.
    if (isOther || unsure.length > 0) changes.push({ index, stored: { ...stored[k], ...where }, values, unsure: isOther ? [] : unsure })
    if (!isOther) result[index] = matched.as({ ...where, ...values })
  }
  const changed = await withoutUnchanged(scope, work, changes)
  scope.run.uniqueness.rowsAdded(plan.model.table)
  const updated = await updateRows(scope.database, updateFor(scope, work, changed, changed.map(({ values }) => values)))
  for (const [k, { index }] of changed.entries()) result[index] = updated[k] ?? {}
}

/** What a row that is there gets. */
interface Change {
  readonly index: number
  readonly stored: StoredRow
  readonly values: StoredRow
  /** Where it is certain that something changes: none. Otherwise the columns of which the database alone can tell. */
  readonly unsure: readonly string[]
}

async function withoutUnchanged(scope: DatabaseScope, work: Work, changes: readonly Change[]): Promise<readonly Change[]> {
  const unsure = changes.filter((change) => change.unsure.length > 0)
  const values = unsure.map((change) => Object.fromEntries(change.unsure.map((column) => [column, change.values[column]])))
  const unchanged = new Set<Change>()
  for (const k of await unchangedRows(scope.database, updateFor(scope, work, unsure, values))) {
    const change = unsure[k]
    if (change !== undefined) unchanged.add(change)
  }
  return changes.filter((change) => !unchanged.has(change))
}

function updateFor(scope: DatabaseScope, work: Work, changes: readonly Change[], rows: readonly StoredRow[]): UpdateRequest {
  const request = requestFor(scope, work)
  return { ...request, by: work.by, stored: changes.map(({ stored }) => stored), rows, origin: (row) => request.origin(changes[row]?.index ?? 0) }
}

/** NULL in a counted column is no value to find rows by: some databases would count it up, and make another row each time. */
async function checkCounted(scope: DatabaseScope, { plan, call, by, rows }: Work, label: StatementLabel): Promise<void> {
  const { name: factory, table } = plan.model
  const { columns } = await scope.database.schemaOf(table, label)
  const counted = columns.filter(({ name, identity }) => identity && by.includes(name))
  for (const { name: column } of counted) {
    const index = rows.findIndex(({ where }) => where[column] === null)
    if (index !== -1) throw NaturalKeyError.nullCounter({ factory, call, column, index: rows.length === 1 ? undefined : index })
  }
}

/** Two rows given for one row, or two rows there for one given where one is to be changed. */
function checkMatches({ plan, call, by, existing }: Work, matches: readonly Match[]): void {
  const seen = new Map<string | MatchedRow, number>()
  const { name: factory } = plan.model
  for (const [index, { key, rows }] of matches.entries()) {
    const [row] = rows
    const first = seen.get(key) ?? (row === undefined ? undefined : seen.get(row))
    if (first !== undefined) throw NaturalKeyError.sameRow({ factory, call, columns: by, first, second: index })
    seen.set(key, index)
    if (row !== undefined) seen.set(row, index)
    if (rows.length > 1 && existing === 'update') {
      throw NaturalKeyError.severalRows({ factory, call, columns: by, index, of: matches.length, found: rows.length })
    }
  }
}

/** Two rows to be made that the database would take for one. */
async function checkMissing(scope: DatabaseScope, work: Work, missing: readonly number[]): Promise<void> {
  const { plan, call, by } = work
  const rows = missing.map((index) => work.rows[index]?.where ?? {})
  const request = requestFor(scope, work)
  const twins = await findTwins(scope.database, { ...request, by, rows, origin: (row) => request.origin(missing[row] ?? 0) })
  if (twins === undefined) return
  const [first, second] = twins.map((at) => missing[at] ?? 0)
  throw NaturalKeyError.sameRow({ factory: plan.model.name, call, columns: by, first: first ?? 0, second: second ?? 0 })
}

function requestFor(scope: DatabaseScope, { plan, rows }: Work): Omit<InsertRequest, 'rows'> {
  const { model, path } = plan
  const of = rows.length
  const source = { seeder: scope.seeder, factory: model.name, relation: path }
  return {
    table: model.table,
    primaryKey: model.primaryKey,
    label: { ...source, rows: { from: 1, to: of, of } },
    origin: (index) => ({ ...source, index, of }),
  }
}
