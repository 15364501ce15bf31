import type { ForeignKey } from '../../database/schema/table-schema.js'
import { reserveKeys } from '../../database/cycles/reserve-keys.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import { isFactory } from '../factory-internals.js'
import { settleAhead } from '../settle-ahead.js'
import { SharedKeyPart } from '../shared-parent.js'
import { batchOf } from './batch-of.js'
import { keyColumn, type Closing, type CycleLevel } from './cycle-level.js'
import { labelOf, schemaOf } from './draft-table.js'
import { upTo } from './lineage.js'
import { openCircles } from './open-circles.js'
import { sessionRun } from './session-run.js'
import { unknowableKeys } from './unknowable-keys.js'

/** Circles without a column that may be NULL: the rows at their beginning get to know their keys before they are inserted. */
export async function foretellKeys(scope: DatabaseScope, closings: readonly Closing[]): Promise<void> {
  for (const closing of closings) {
    const { draft, column, ancestor, level, until } = closing
    const schema = await schemaOf(scope, draft)
    if (ancestor.plan.model.primaryKey.length > 1) await giveKnown(scope, closing)
    else draft.values[column] = await foretold(scope, closing, { draft: ancestor, level: until }, schema.primaryKey.includes(column))
    until.foretold.push(closing)
    openCircles(scope.database).due.set(closing, draft)
    level.owed.add(closing)
    level.waitFor(until)
    const keys = schema.foreignKeys.filter(({ columns }) => columns.includes(column))
    if (keys.length > 0) await setAside(scope, closing, keys)
  }
}

/** A composite key: no database foretells it, but what the row gives itself is known. */
async function giveKnown(scope: DatabaseScope, closing: Closing): Promise<void> {
  const { draft, parts, ancestor } = closing
  for (const { column, key } of parts) {
    if (isLazy(ancestor.values[key])) await settleAhead(scope, ancestor, key)
    const value = ancestor.values[key]
    if (value === undefined || value === null || isFactory(value) || value instanceof SharedKeyPart) throw unknowableKeys(scope, closing)
    draft.values[column] = value
  }
}

/** The key that a row is going to have. `mustHold`: it cannot be put right later. */
async function foretold(
  scope: DatabaseScope,
  closing: Closing,
  { draft, level }: { readonly draft: Draft; readonly level: CycleLevel },
  mustHold: boolean,
): Promise<unknown> {
  const column = keyColumn(draft)
  const value = draft.values[column]
  if (isFactory(value) || value instanceof SharedKeyPart) {
    // Its key is that of a parent of its own: one on the circle, or the circle cannot be written.
    const parent = [...upTo(closing.draft, draft)].at(-1)
    if (parent?.lineage.columns.includes(column) !== true) throw unknowableKeys(scope, closing)
    return foretold(scope, closing, { draft: parent, level: levelOf(closing, parent) }, mustHold)
  }
  if (!level.keys.has(draft)) await fillKeys(scope, level, draft)
  const key = level.keys.get(draft)?.value
  if (key === undefined || key === null) throw unknowableKeys(scope, closing)
  if (mustHold) draft.values[column] = key
  return key
}

function levelOf(closing: Closing, parent: Draft): CycleLevel {
  for (const each of upTo(closing.draft, closing.ancestor)) if (each.lineage.from === parent && each.lineage.level !== undefined) return batchOf(parent, each.lineage.level)
  return closing.level
}

/** The keys of a whole batch, in its order: one query. */
async function fillKeys(scope: DatabaseScope, level: CycleLevel, wanted: Draft): Promise<void> {
  const column = keyColumn(wanted)
  const missing: Draft[] = []
  for (const draft of level.drafts) {
    if (level.keys.has(draft)) continue
    const value = draft.values[column]
    if (draft === wanted && isLazy(value)) await settleAhead(scope, draft, column)
    const settled = draft.values[column]
    if (settled === undefined || settled === null) missing.push(draft)
    else if (!isFactory(settled) && !isLazy(settled) && !(settled instanceof SharedKeyPart)) level.keys.set(draft, { value: settled, given: false, counted: undefined })
  }
  if (missing.length === 0) return
  const { table, tableLabel } = wanted.plan.model
  const { counted } = openCircles(scope.database)
  const beyond = counted.get(tableLabel)?.highest
  const reserved = await reserveKeys(scope.database, { table, column, count: missing.length, label: labelOf(scope, wanted), beyond })
  if (reserved === undefined) return
  const given = reserved.use === 'give'
  const isCounted = reserved.use === 'expect' || beyond !== undefined
  for (const [at, draft] of missing.entries()) {
    const value = reserved.values[at]
    level.keys.set(draft, { value, given, counted: isCounted ? tableLabel : undefined })
    if (given) draft.values[column] = value
  }
  // What is given, too, is not in the table yet, where counting begins.
  if (isCounted) counted.set(tableLabel, { highest: BigInt(String(reserved.values.at(-1))), rows: (counted.get(tableLabel)?.rows ?? 0) + missing.length })
}

function isLazy(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'object' && value !== null && 'then' in value)
}

async function setAside(scope: DatabaseScope, closing: Closing, keys: readonly ForeignKey[]): Promise<void> {
  const { draft, ancestor, level, until } = closing
  const { cyclicKeys } = scope.database.dialect
  const schema = await schemaOf(scope, draft)
  if (cyclicKeys.aroundInsert !== undefined) {
    level.setsAside = true
    level.isUnproven = true
    if (cyclicKeys.countsBroken) until.isUnproven = true
    return
  }
  // A row may point at itself, and at any row of its statement.
  if (ancestor === draft && until.keys.get(draft)?.value === draft.values[keyColumn(draft)]) return
  const suspended = cyclicKeys.untilClosed(keys, schema)
  if (suspended !== undefined) {
    const run = sessionRun(scope, draft)
    const open = openCircles(scope.database).suspended
    if (suspended.after.some((sql) => !open.has(sql))) for (const sql of suspended.before) await run(sql)
    for (const sql of suspended.after) open.set(sql, (open.get(sql) ?? 0) + 1)
    closing.resume = suspended.after
  }
  if (keys.some(({ deferrable }) => deferrable === undefined) && cyclicKeys.insertsTogether) hold(draft, level, until)
}

/** All rows from the one that refers back up to the one that it refers to are inserted in one statement. */
function hold(draft: Draft, level: CycleLevel, until: CycleLevel): void {
  until.givesKeys = true
  let own: CycleLevel | undefined = level
  for (let each = draft; own !== undefined && own !== until; ) {
    own.holdUntil(until)
    const { lineage }: Draft = each
    if (lineage?.level === undefined) return
    each = lineage.from
    own = batchOf(each, lineage.level)
  }
}
