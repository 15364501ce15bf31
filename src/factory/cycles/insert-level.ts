import type { InsertRequest, StoredRow } from '../../database/database.js'
import { insertTogether } from '../../database/cycles/insert-together.js'
import { reserveKeys } from '../../database/cycles/reserve-keys.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import { keyText } from '../../database/write/key-text.js'
import { insertRequest, type RequestPlace } from '../insert-request.js'
import { seenRows } from '../seen-rows.js'
import { keyColumn, type Closing, type CycleLevel } from './cycle-level.js'
import { labelOf } from './draft-table.js'
import { headOf } from './head-of.js'
import { sessionRun } from './session-run.js'
import { unknowableKeys } from './unknowable-keys.js'

/** Most values, and most rows of the batch, in one statement for several tables. */
const MOST_VALUES = 50_000
const MOST_ROWS = 500

/** Inserts a batch in its own way: as it is, with foreign keys set aside, together with the rows held for it, or not yet. */
export async function insertLevel(scope: DatabaseScope, level: CycleLevel, { offset, total }: Pick<RequestPlace, 'offset' | 'total'>): Promise<readonly StoredRow[]> {
  const [first, ...more] = level.drafts
  if (first === undefined) return []
  giveKeys(level)
  level.heldUntil = stillToCome(level)
  if (level.heldUntil !== undefined) return keysAlone(scope, level, level.heldUntil)
  if (level.givesKeys || level.held.length > 0) return insertWithHeld(scope, level)
  const request = insertRequest(scope, [first, ...more], { offset, total, wantsKeys: true })
  return seenRows(scope, level.drafts, request, await insertAside(scope, level, first, request))
}

async function insertAside(scope: DatabaseScope, level: CycleLevel, first: Draft, request: InsertRequest): Promise<readonly StoredRow[]> {
  const { aroundInsert } = scope.database.dialect.cyclicKeys
  if (aroundInsert !== undefined && level.foretold.some(isOutdated)) setAside(level)
  if (!level.setsAside || aroundInsert === undefined) return scope.database.insert(request)
  const restore = await aroundInsert(sessionRun(scope, first))
  let rows: readonly StoredRow[]
  try {
    rows = await scope.database.insert(request)
  } catch (error) {
    // What went wrong first is what is told; a broken connection has no settings.
    await restore().catch(() => undefined)
    throw error
  }
  await restore()
  return rows
}

/** A key of the rows' own may be made of columns that are put right only once they are there. */
function setAside(level: CycleLevel): void {
  level.setsAside = true
  level.isUnproven = true
}

/** The row was drawn anew since, and has another key. */
function isOutdated({ draft, parts, ancestor }: Closing): boolean {
  return parts.some(({ column, key }) => ancestor.values[key] !== undefined && keyText(ancestor.values[key]) !== keyText(draft.values[column]))
}

/** A row that was drawn anew keeps the key that is its own for good. */
function giveKeys(level: CycleLevel): void {
  for (const [draft, { value, given }] of level.keys) if (given) draft.values[keyColumn(draft)] ??= value
}

function stillToCome(level: CycleLevel): CycleLevel | undefined {
  const until = level.heldUntil === undefined ? undefined : level.above(level.heldUntil)
  return until === level || until?.rows !== undefined ? undefined : until
}

/** What the rows above need, until these rows are inserted with them, and so are those that were held for these. */
async function keysAlone(scope: DatabaseScope, level: CycleLevel, until: CycleLevel): Promise<readonly StoredRow[]> {
  await reserveAll(scope, level)
  until.held.push(...level.held.splice(0))
  return level.drafts.map(({ plan, values }) => Object.fromEntries(plan.model.primaryKey.map((column) => [column, values[column]])))
}

/** The keys of all rows of a batch, for themselves and for those that refer to them. */
async function reserveAll(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const [first] = level.drafts
  if (first === undefined) return
  for (const column of first.plan.model.primaryKey) {
    for (const draft of level.drafts) if (column === keyColumn(draft)) draft.values[column] ??= level.keys.get(draft)?.value
    const missing = level.drafts.filter(({ values }) => values[column] === undefined || values[column] === null)
    if (missing.length === 0) continue
    const reserved = await reserveKeys(scope.database, { table: first.plan.model.table, column, count: missing.length, label: labelOf(scope, first) })
    if (reserved === undefined) throw unknowableKeys(scope, level.foretold[0] ?? { draft: first, column, ancestor: first })
    for (const [at, draft] of missing.entries()) draft.values[column] = reserved.values[at]
  }
  for (const { draft, parts, ancestor } of level.foretold) for (const { column, key } of parts) draft.values[column] = ancestor.values[key]
}

async function insertWithHeld(scope: DatabaseScope, level: CycleLevel): Promise<readonly StoredRow[]> {
  await reserveAll(scope, level)
  const result: StoredRow[] = []
  for (const part of partsOf(level)) {
    const batches = [...part.held.map(({ drafts }) => drafts), part.drafts].filter((batch): batch is [Draft, ...Draft[]] => batch.length > 0)
    const requests = batches.map((batch) => insertRequest(scope, batch, { offset: 0, total: batch.length, wantsKeys: true }))
    const written = await insertTogether(scope.database, requests)
    const seen: (readonly StoredRow[])[] = []
    for (const [at, request] of requests.entries()) seen.push(await seenRows(scope, batches[at] ?? [], request, written[at] ?? []))
    for (const { drafts, rows } of part.held) {
      const own = seen[batches.findIndex((batch) => batch === drafts)] ?? []
      for (const [at, row] of rows.entries()) become(row, own[at] ?? {})
    }
    for (const row of seen.at(-1) ?? []) result.push(row)
  }
  for (const { drafts, after } of level.held) await after.less(drafts.length)
  return result
}

/** Somebody holds the row already. */
function become(row: StoredRow, seen: StoredRow): void {
  Object.assign(row, seen)
  Object.setPrototypeOf(row, Object.getPrototypeOf(seen) as object | null)
}

interface Part {
  readonly drafts: Draft[]
  readonly held: { readonly drafts: Draft[]; readonly rows: StoredRow[] }[]
}

/** Rows with all those held for them, as many as go in one statement. */
function* partsOf(level: CycleLevel): Generator<Part> {
  const families = familiesOf(level)
  let part = emptyPart(level)
  let values = 0
  for (const draft of level.drafts) {
    const family = families.get(draft) ?? []
    const own = family.reduce((sum, each) => sum + Object.keys(each.draft.values).length, Object.keys(draft.values).length)
    if (part.drafts.length > 0 && (values + own > MOST_VALUES || part.drafts.length >= MOST_ROWS)) {
      yield part
      part = emptyPart(level)
      values = 0
    }
    values += own
    part.drafts.push(draft)
    for (const { batch, draft: held, row } of family) {
      part.held[batch]?.drafts.push(held)
      part.held[batch]?.rows.push(row)
    }
  }
  if (part.drafts.length > 0) yield part
}

function emptyPart({ held }: CycleLevel): Part {
  return { drafts: [], held: held.map(() => ({ drafts: [], rows: [] })) }
}

interface HeldRow {
  readonly batch: number
  readonly draft: Draft
  readonly row: StoredRow
}

/** Which row of the batch each held row is there for. */
function familiesOf({ drafts, held }: CycleLevel): ReadonlyMap<Draft, readonly HeldRow[]> {
  const own = new Set(drafts)
  const families = new Map<Draft, HeldRow[]>()
  for (const [batch, { drafts: rows, rows: stored }] of held.entries()) {
    for (const [at, draft] of rows.entries()) {
      const head = headOf(draft, own)
      const row = stored[at]
      if (head === undefined || row === undefined) continue
      const family = families.get(head) ?? []
      families.set(head, family)
      family.push({ batch, draft, row })
    }
  }
  return families
}
