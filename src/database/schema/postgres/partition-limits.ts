import { boundsOf } from '../checks/bounds-of.js'
import type { ColumnFact } from '../checks/check-fact.js'
import { postgresSyntax } from '../checks/sql-syntax.js'
import { tokenize } from '../checks/tokenize.js'
import type { PartitioningParts } from '../complete-table.js'
import type { ValueRange } from '../database-schema.js'
import type { ColumnKind } from '../table-schema.js'
import type { PartitionKey } from './list-relations.js'
import { partitionBounds, type PartitionBounds } from './partition-bounds.js'
import type { PostgresDescent } from './read-inheritance.js'

export interface PartitionedTable {
  readonly id: string
  readonly key: PartitionKey
  readonly kinds: ReadonlyMap<string, ColumnKind>
}

type Children = ReadonlyMap<string, readonly PostgresDescent[]>

/** How a table is partitioned, and what its partitions, and theirs, take. `children` are by the parent's id. */
export function partitionLimits(table: PartitionedTable, children: Children): PartitioningParts {
  const { key, kinds } = table
  const partitions = (children.get(table.id) ?? []).filter((child) => takesRows(child, children))
  const bounds = partitions.map(({ bound }) => partitionBounds(bound ?? ''))
  return {
    strategy: strategies[key.strategy] ?? 'range',
    columns: columnsOfKey(key, kinds),
    key: key.printed.replace(/^\w+ /, ''),
    partitions: partitions.length,
    open: bounds.some(({ kind }) => kind === 'any'),
    limits: limitsBelow(table, partitions, children),
  }
}

const strategies: Readonly<Record<string, PartitioningParts['strategy']>> = { l: 'list', r: 'range', h: 'hash' }

/** A partition that is partitioned itself and has no partitions takes none. */
function takesRows({ child, key }: PostgresDescent, children: Children): boolean {
  return key === undefined || (children.get(child) ?? []).some((each) => takesRows(each, children))
}

function columnsOfKey({ columns, printed }: PartitionKey, kinds: ReadonlyMap<string, ColumnKind>): readonly string[] {
  const named = (tokenize(printed, postgresSyntax) ?? []).filter(({ kind }) => kind === 'word' || kind === 'quoted').map(({ value }) => value)
  const inside = columns.includes('') ? named.filter((name) => kinds.has(name)) : []
  return [...new Set([...columns.filter((name) => name !== ''), ...inside])]
}

/** The key's own limits with those of all partitions that are partitioned themselves; where no value would be left, those of the first alone. */
function limitsBelow(table: PartitionedTable, partitions: readonly PostgresDescent[], children: Children): readonly ColumnFact[] {
  const own = limitsOf(table.key, partitions.map(({ bound }) => partitionBounds(bound ?? '')))
  const split = partitions.flatMap((partition) => {
    const { key, child, bound } = partition
    if (key === undefined) return []
    const below = limitsBelow({ ...table, id: child, key }, (children.get(child) ?? []).filter((each) => takesRows(each, children)), children)
    return [{ below, alone: limitsOf(table.key, [partitionBounds(bound ?? '')]) }]
  })
  const [first] = split
  if (first === undefined) return own
  const all = [...own, ...split.flatMap(({ below }) => below)]
  return isSatisfiable(all, table.kinds) ? all : [...first.alone, ...first.below]
}

function isSatisfiable(facts: readonly ColumnFact[], kinds: ReadonlyMap<string, ColumnKind>): boolean {
  const columns = new Set(facts.map(({ column }) => column))
  return [...columns].every((column) => boundsOf(facts.filter((fact) => fact.column === column), kinds.get(column) ?? 'other', undefined).values?.length !== 0)
}

function limitsOf({ columns }: PartitionKey, bounds: readonly PartitionBounds[]): readonly ColumnFact[] {
  const [column] = columns
  if (column === undefined || column === '' || bounds.length === 0 || bounds.some(({ kind }) => kind === 'any')) return []
  const lists = bounds.flatMap((each) => (each.kind === 'list' ? each.values : []))
  if (bounds[0]?.kind === 'list') return [{ about: 'values', column, values: lists }]
  const ranges = bounds.flatMap((each) => (each.kind === 'range' ? (firstColumnRange(each.from, each.to) ?? []) : []))
  return ranges.length === 0 ? [] : [{ about: 'range', column, ranges }]
}

type Point = (PartitionBounds & { readonly kind: 'range' })['from']

/**
 * The values of a key's first column that lie in a range whatever the others are; undefined where that is none. With one column: from, included, to the end, excluded.
 */
function firstColumnRange([from, ...fromMore]: Point, [to, ...toMore]: Point): ValueRange | undefined {
  if (from === to) return undefined
  const min = typeof from === 'string' ? { value: from, inclusive: fromMore.every((value) => value === -Infinity) } : undefined
  const max = typeof to === 'string' ? { value: to, inclusive: toMore.length > 0 && toMore.every((value) => value === Infinity) } : undefined
  return { ...(min && { min }), ...(max && { max }) }
}
