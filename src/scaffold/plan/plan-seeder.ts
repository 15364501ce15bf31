import type { DatabaseTable } from '../../database/schema/database-schema.js'
import { snakeCase } from '../generators/snake-case.js'
import { camelCase } from '../naming/camel-case.js'
import { freeName } from '../naming/free-name.js'
import { pluralWords } from '../naming/plural-words.js'
import type { FactoryPlan } from './factory-plan.js'
import type { ParentKey } from './parent-key.js'
import type { PivotTable } from './pivot-table.js'
import { rowLimits } from './row-limits.js'
import type { AttachedRows, RecycledTable, SeederStep } from './seeder-step.js'
import { neededKeys, seedingOrder, type SeedingPlace } from './seeding-order.js'

/** Rows of a table without parents; of one with parents twice as many. */
const ROWS = 20
const ROOTS = 5
const ATTACHED = 3
/** Names that a variable cannot have, or that would be odd. */
const KEYWORDS = ['arguments', 'class', 'default', 'delete', 'export', 'import', 'new', 'package', 'this', 'void', 'between']

/** What is known of the tables that are filled already. */
interface Progress {
  readonly plans: ReadonlyMap<DatabaseTable, FactoryPlan>
  /** By table: how many rows there are to pick from, and what they are called. */
  readonly filled: Map<DatabaseTable, { readonly rows: number; readonly variable: string | undefined }>
  readonly taken: Set<string>
  readonly used: Set<string>
}

/** What the seeder does, table after table: parents first, rows of theirs used again, pairs attached to the later side. */
export function planSeeder(plans: readonly FactoryPlan[], pivots: readonly PivotTable[]): readonly SeederStep[] {
  const progress: Progress = { plans: new Map(plans.map((plan) => [plan.table, plan])), filled: new Map(), taken: new Set(KEYWORDS), used: new Set() }
  const steps = seedingOrder(plans).flatMap((place) => [...planStep(place, pivots, progress), ...selfAttached(place.plan, pivots, progress)])
  return steps.map((step) => (step.variable !== undefined && progress.used.has(step.variable) ? step : { ...step, variable: undefined }))
}

function planStep({ plan, circle }: SeedingPlace, pivots: readonly PivotTable[], progress: Progress): readonly SeederStep[] {
  const { table } = plan
  const wasFilled = progress.filled.has(table)
  // The rows that a circle has made have their parents, some of which can have no other child.
  const isUsedUp = (key: ParentKey): boolean => key.unique && key.parent !== table && progress.filled.has(key.parent)
  if (wasFilled && neededKeys(plan).some(({ key }) => isUsedUp(key))) return []
  const pools = poolsOf(plan, progress)
  const limits = rowLimits(plan, pools)
  const base = pools.size > 0 ? 2 * ROWS : ROWS
  const count = Math.max(1, limits.reduce((least, { rows }) => Math.min(least, rows < 2 * base ? Math.max(Math.min(ROWS, rows), Math.floor(rows / 2)) : least), base))
  const isOwn = (key: ParentKey): boolean => plan.keys.some((filled) => filled.key === key && filled.own.length === key.columns.length)
  const inTurn = new Set(limits.filter(({ rows }) => rows < 3 * count).flatMap(({ keys }) => keys.filter(isOwn).map(({ parent }) => parent)))
  const words = pluralWords(snakeCase(plan.names.factory.replace(/Factory$/, '')))
  const variable = freeName([camelCase(words), `${camelCase(words)}Rows`], progress.taken)
  const attached = attachedRows(plan, pivots, count, progress)
  const step: SeederStep = {
    plan,
    count,
    variable,
    recycled: recycledTables({ plan, circle }, attached.map(({ relation }) => relation.related), inTurn, progress),
    attached,
    sequences: sequencesOf(plan, progress),
    // Parents that are used once would be used twice, and those that a circle makes would be picked among a few.
    roots: inTurn.size > 0 || circle.size > 1 ? undefined : rootsOf(plan, count, progress),
    apart: apartOf(plan, progress),
  }
  for (const other of circle) if (!progress.filled.has(other)) progress.filled.set(other, { rows: count, variable: undefined })
  progress.filled.set(table, { rows: count, variable })
  return [step]
}

/** The foreign keys whose parents are picked from rows that are there. */
function poolsOf(plan: FactoryPlan, { filled }: Progress): ReadonlyMap<ParentKey, number> {
  return new Map(neededKeys(plan).flatMap(({ key }) => {
    const rows = key.parent === plan.table ? undefined : filled.get(key.parent)?.rows
    return rows === undefined ? [] : [[key, rows] as const]
  }))
}

/** Every factory whose rows are there, and that this one or one of its circle would make. */
function recycledTables({ plan, circle }: SeedingPlace, related: readonly DatabaseTable[], inTurn: ReadonlySet<DatabaseTable>, progress: Progress): readonly RecycledTable[] {
  const makers = progress.filled.has(plan.table) ? [plan] : [...circle].map((table) => progress.plans.get(table) ?? plan)
  const parents = makers.flatMap((maker) => neededKeys(maker).filter(({ how, own }) => how === 'parent' && own.length > 0).map(({ key }) => key.parent))
  return [...new Set([...parents, ...related])].filter((table) => table !== plan.table).flatMap((table) => {
    const rows = progress.filled.get(table)
    const parent = progress.plans.get(table)
    if (rows === undefined || parent === undefined) return []
    if (rows.variable !== undefined) progress.used.add(rows.variable)
    return [{ plan: parent, variable: rows.variable, inTurn: inTurn.has(table) }]
  })
}

/** Pairs go with the side that is filled later. */
function attachedRows(plan: FactoryPlan, pivots: readonly PivotTable[], count: number, { filled }: Progress): readonly AttachedRows[] {
  return plan.relations.flatMap((relation) => {
    if (relation.pivot === undefined || relation.related === plan.table || !pivots.includes(relation.pivot.table)) return []
    const rows = filled.get(relation.related)?.rows
    if (rows === undefined) return []
    const min = Math.min(rows, Math.ceil(ROWS / count))
    return [{ relation, min, max: Math.max(min, Math.min(ATTACHED, rows)) }]
  })
}

function sequencesOf(plan: FactoryPlan, { filled, used }: Progress): SeederStep['sequences'] {
  return plan.keys.flatMap(({ key, how, own }) => {
    const variable = how === 'row' && own.length === key.columns.length ? filled.get(key.parent)?.variable : undefined
    if (variable === undefined) return []
    used.add(variable)
    return [{ key, variable }]
  })
}

/** A table whose rows may have parents among themselves. */
function rootsOf(plan: FactoryPlan, count: number, { taken }: Progress): SeederStep['roots'] {
  const { table, keys, relations } = plan
  const hasRelation = (key: ParentKey): boolean => relations.some(({ kind, foreignKey }) => kind === 'belongsTo' && foreignKey === key.columns)
  const own = keys.filter(({ key, how, own: columns }) => how === 'null' && key.parent === table && columns.length > 0 && !key.unique && hasRelation(key))
  const isDecided = table.checks.some(({ columns }) => own.some(({ key }) => key.columns.some((column) => columns.includes(column))))
  if (own.length === 0 || isDecided || count < ROWS) return undefined
  return { keys: own.map(({ key }) => key), variable: freeName([camelCase(`root_${pluralWords(plan.names.entity)}`)], taken), count: ROOTS }
}

/** `from_id <> to_id` of two parents of one table; `first_id < second_id` where keys count up: the one that is less picks from the rows that came first. */
function apartOf(plan: FactoryPlan, { filled, plans, used }: Progress): SeederStep['apart'] {
  for (const { operator, left, right } of plan.table.comparisons) {
    const keyOf = (column: string): ParentKey | undefined => neededKeys(plan).find(({ key }) => key.columns.length === 1 && key.columns[0] === column)?.key
    const less = operator === '<>' ? right : left
    const [key, other] = [keyOf(less), keyOf(less === left ? right : left)]
    const rows = key !== undefined && key.parent === other?.parent ? filled.get(key.parent) : undefined
    const parent = key === undefined ? undefined : plans.get(key.parent)
    const foreign = key?.foreignColumns[0] ?? ''
    const isOrdered = key?.parent.columns.some(({ name, identity }) => name === foreign && identity) === true
    if (rows?.variable === undefined || parent === undefined || operator === '=' || (operator !== '<>' && !isOrdered)) continue
    used.add(rows.variable)
    return { column: less, foreign, parent, variable: rows.variable, half: Math.floor(rows.rows / 2) }
  }
  return undefined
}

/** Pairs of one table: new rows have those that are there, so that none is paired with itself. */
function selfAttached(plan: FactoryPlan, pivots: readonly PivotTable[], progress: Progress): readonly SeederStep[] {
  const own = progress.filled.get(plan.table)
  const seen = new Set<PivotTable>()
  const attached = plan.relations.flatMap((relation): readonly AttachedRows[] => {
    const pivot = relation.pivot?.table
    if (pivot === undefined || relation.related !== plan.table || !pivots.includes(pivot) || seen.has(pivot)) return []
    // Of two keys in order, the new row's is the greater.
    if (pivot.table.comparisons.some(({ operator, left }) => operator.startsWith('<') && operator !== '<>' && relation.foreignKey.includes(left))) return []
    seen.add(pivot)
    return [{ relation, min: 1, max: Math.min(ATTACHED, own?.rows ?? 1) }]
  })
  if (own?.variable === undefined || attached.length === 0) return []
  progress.used.add(own.variable)
  const recycled = recycledTables({ plan, circle: new Set([plan.table]) }, [], new Set(), progress)
  return [{ plan, count: ROWS, variable: undefined, recycled: [...recycled, { plan, variable: own.variable, inTurn: false }], attached, sequences: sequencesOf(plan, progress), roots: undefined, apart: undefined }]
}
