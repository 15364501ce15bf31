import type { InsertRequest, StoredRow } from '../database/database.js'
import { completeLevel } from './cycles/complete-level.js'
import { CycleLevel } from './cycles/cycle-level.js'
import { insertLevel } from './cycles/insert-level.js'
import { labelOf, schemaOf } from './cycles/draft-table.js'
import { isFilled } from '../support/is-filled.js'
import type { DatabaseScope } from './database-scope.js'
import type { Draft } from './draft.js'
import { insertRequest, type RequestPlace } from './insert-request.js'
import { countRows } from './count-rows.js'
import { checkPairs } from './relations/check-pairs.js'
import { childrenOf } from './relations/children-of.js'
import { persistChildren } from './relations/persist-children.js'
import { loadPoolsOf } from './relations/recycled-rows.js'
import { hasHooks, runHooks } from './row-hooks.js'
import { seenRows } from './seen-rows.js'
import { settleRows } from './settle-rows.js'
import { uniqueRowsOf } from './uniqueness/unique-rows-of.js'
import type { UniqueLine } from './uniqueness/unique-line.js'
import type { UniqueRows } from './uniqueness/unique-rows.js'
import type { VerifiedWrites } from './verified-writes.js'

/** Rows of one table on their way into the database together: settled, kept apart from others, written, and then their children and hooks. */
export class Piece {
  drafts: readonly Draft[]
  readonly #scope: DatabaseScope
  readonly #place: RequestPlace
  #level: CycleLevel
  #unique: UniqueRows | undefined
  #rows: Promise<readonly StoredRow[]> | undefined
  #landed: Promise<unknown> = LANDED

  constructor(scope: DatabaseScope, drafts: readonly Draft[], place: RequestPlace) {
    this.#scope = scope
    this.drafts = drafts
    this.#place = place
    this.#level = new CycleLevel(drafts)
  }

  /**
   * Makes the rows' parents, computes their attributes, and takes their keys as far as the run knows them.
   * @param line what stands before the piece in its line.
   */
  async settle(line: UniqueLine): Promise<void> {
    const scope = this.#scope
    const { drafts } = this
    // A promise takes as long as the rest here: what is at hand is not awaited.
    const loading = loadPoolsOf(scope, drafts)
    if (loading !== undefined) await loading
    checkPairs(scope, drafts)
    const [first] = drafts
    if (first === undefined) return
    const schema = scope.database.knownSchema(first.plan.model.table) ?? (await schemaOf(scope, first))
    this.#unique = uniqueRowsOf(scope, { drafts, first, schema, line }, (rows) => settleRows(scope, new CycleLevel(rows, this.#level)))
    const settling = settleRows(scope, this.#level)
    if (settling !== undefined) await settling
    const claiming = this.#unique?.claim()
    if (claiming !== undefined) await claiming
  }

  /** Asks the table for the rows' keys, if it has to be asked, without waiting for the answer. */
  ask(): void {
    this.#unique?.ask()
  }

  /** An answer is still to be used. */
  get isAsking(): boolean {
    return this.#unique?.isAsking ?? false
  }

  /** Takes the answer: rows whose keys the table has are drawn anew, and asked for in their turn. Nothing must be asked of the pieces before this one any more. */
  async useAnswer(): Promise<void> {
    await this.#unique?.useAnswer()
  }

  /** Settles when the answer is there, or there will be none. */
  async answered(): Promise<void> {
    await this.#unique?.answered()
  }

  /** Whether other rows can be built while these are written: they are no part of a circle, and nobody wants to see them before. */
  get isPlain(): boolean {
    return this.#level.isPlain
  }

  /** Sends the rows, without waiting for them where they are plain. */
  async write(): Promise<void> {
    const scope = this.#scope
    this.#unique?.leave()
    this.#unique = undefined
    if (hasHooks(this.drafts, 'beforeCreate')) {
      await this.#makeWay()
      await runHooks(scope, this.drafts, 'beforeCreate', (draft) => this.drafts[draft]?.values ?? {})
    }
    if (!this.isPlain) await this.#makeWay()
    const rows = this.isPlain ? this.#insert() : insertLevel(scope, this.#level, this.#place)
    // Whoever waits for the rows is told; until then a failure must not end the process.
    rows.catch(ignore)
    this.#rows = rows
    if (!this.isPlain) await rows
  }

  get hasChildren(): boolean {
    return this.drafts.some((draft) => childrenOf(draft).length > 0)
  }

  get hasLastHooks(): boolean {
    return hasHooks(this.drafts, 'afterCreate')
  }

  /** Waits for the rows, of which somebody else makes the children, and which have no hooks. */
  async collect(): Promise<readonly StoredRow[]> {
    const rows = await this.rows()
    this.#written(rows)
    return rows
  }

  /** Nobody needs the rows any more once they are there: what they were made from is free to go, whenever the piece itself is asked for. */
  letGo(): void {
    const landed = this.collect().then(() => {
      this.drafts = NOTHING
      this.#level = new CycleLevel(NOTHING)
      return NOTHING
    })
    landed.catch(ignore)
    this.#landed = landed
  }

  /** Settles when the rows that were let go are there. */
  landed(): Promise<unknown> {
    return this.#landed
  }

  /** Waits for the rows. */
  rows(): Promise<readonly StoredRow[]> {
    return this.#rows ?? Promise.resolve([])
  }

  /** The rows are there: then what was waiting for them, their children and their last hooks. Gives them as their children see them. */
  async complete(): Promise<readonly StoredRow[]> {
    const scope = this.#scope
    const rows = await this.rows()
    this.#written(rows)
    await completeLevel(scope, this.#level, rows, async () => {
      await persistChildren(scope, this.drafts, rows)
      if (!hasHooks(this.drafts, 'afterCreate')) return
      await this.#makeWay()
      await runHooks(scope, this.drafts, 'afterCreate', (draft) => rows[draft] ?? {})
    })
    return rows
  }

  /** Somebody is going to read and write who knows nothing of what is on its way, and of keys that are set aside. */
  async #makeWay(): Promise<void> {
    const { flight, verified } = this.#scope
    const [first] = this.drafts
    await flight.drain()
    if (first !== undefined) await verified?.pause(labelOf(this.#scope, first))
  }

  #written(rows: readonly StoredRow[]): void {
    const model = this.drafts[0]?.plan.model
    if (model === undefined) return
    this.#scope.run.recycled.forget(model.table)
    countRows(this.#scope, model.tableLabel, rows.length)
  }

  async #setKeysAside(verified: VerifiedWrites, first: Draft, { table, label }: InsertRequest): Promise<void> {
    const schema = await schemaOf(this.#scope, first)
    // How many rows there will be in all is known of those of the call alone.
    const expected = first.plan.path === undefined ? this.#place.total : undefined
    await verified.before({ table, schema, expected, label })
  }

  async #insert(): Promise<readonly StoredRow[]> {
    const scope = this.#scope
    const { drafts } = this
    if (!isFilled(drafts)) return []
    const [first] = drafts
    const request = insertRequest(scope, drafts, this.#place)
    const { verified } = scope
    if (verified !== undefined) await this.#setKeysAside(verified, first, request)
    const rows = await scope.database.insert(request)
    verified?.wrote(await schemaOf(scope, first), request.rows, rows)
    return request.wanted === undefined ? rows : await seenRows(scope, drafts, request, rows)
  }
}

const NOTHING: readonly never[] = []
const LANDED: Promise<unknown> = Promise.resolve()

function ignore(): void {}

/** Nearly always one. */
export function plansOf(drafts: readonly Draft[]): ReadonlySet<Draft['plan']> {
  const plans = new Set<Draft['plan']>()
  let last: Draft['plan'] | undefined
  for (const { plan } of drafts) {
    if (plan !== last) plans.add(plan)
    last = plan
  }
  return plans
}
