import { boundsOf } from './checks/bounds-of.js'
import type { AlternativeFact, CheckFact, ColumnFact } from './checks/check-fact.js'
import { columnOf, type CheckTerms } from './checks/check-terms.js'
import { columnsOf } from './checks/expression.js'
import { parseExpression } from './checks/parse-expression.js'
import { readCheck, type ReadCheck } from './checks/read-check.js'
import type { SqlSyntax } from './checks/sql-syntax.js'
import type { ColumnComparison, ColumnDomain, DatabaseCheck, DatabaseColumn, DatabaseTable, DatabaseUniqueKey, Partitioning, RowAlternative, RowAlternatives } from './database-schema.js'
import type { CheckConstraint, ColumnKind } from './table-schema.js'

/** A table as a reader found it: what checks say is still in their expressions. */
export interface TableParts extends Omit<DatabaseTable, 'columns' | 'uniqueKeys' | 'checks' | 'comparisons' | 'alternatives' | 'partitioning'> {
  readonly columns: readonly ColumnParts[]
  readonly uniqueKeys: readonly UniqueKeyParts[]
  readonly checks: readonly CheckConstraint[]
  readonly partitioning: PartitioningParts | undefined
}

export interface ColumnParts extends Omit<DatabaseColumn, 'bounds' | 'domain'> {
  readonly domain: DomainParts | undefined
  /** PostgreSQL: what the domain of an array's elements asks of each. */
  readonly elementChecks?: readonly CheckConstraint[]
}

export interface DomainParts extends Omit<ColumnDomain, 'checks'> {
  readonly checks: readonly CheckConstraint[]
}

export type UniqueKeyParts = Omit<DatabaseUniqueKey, 'columns' | 'expression'>

export interface PartitioningParts extends Partitioning {
  /** What the partitions take. */
  readonly limits: readonly ColumnFact[]
}

/** Reads the checks of a table, and puts what they say where it belongs. */
export function completeTable(parts: TableParts, syntax: SqlSyntax): DatabaseTable {
  const terms: CheckTerms = { syntax, columns: new Map(parts.columns.map(({ name, kind }) => [name, kind])) }
  const checks = parts.checks.map((check) => readCheck(check, terms))
  const facts = factsByColumn(checks.flatMap((check) => check.facts))
  const limits = factsByColumn(parts.partitioning?.limits ?? [])
  return {
    ...parts,
    columns: parts.columns.map((column) => completeColumn(column, facts.get(column.name) ?? [], limits.get(column.name) ?? [], syntax)),
    uniqueKeys: parts.uniqueKeys.map((key) => completeKey(key, terms)),
    checks: checks.map(({ check }) => check),
    comparisons: comparisonsOf(checks.flatMap((check) => check.facts)),
    alternatives: checks.flatMap((check) => alternativesOf(check, parts.columns)),
    partitioning: parts.partitioning && withoutLimits(parts.partitioning),
  }
}

function completeColumn({ elementChecks = [], ...column }: ColumnParts, own: readonly ColumnFact[], limits: readonly ColumnFact[], syntax: SqlSyntax): DatabaseColumn {
  const inherited = column.domain && readDomain(column.domain, column.kind, syntax)
  const ofElements = factsOfDomain(elementChecks, valueKind(column), syntax).flatMap(({ own: facts }) => facts.filter(({ about }) => about !== 'not null'))
  const said = [...own, ...[...(inherited?.facts ?? []), ...ofElements].map((fact) => ({ ...fact, column: column.name }))]
  const listed = column.kind === 'text' ? boundsOf(said.filter((fact) => fact.about === 'values'), 'text', undefined).values : undefined
  return {
    ...column,
    nullable: column.nullable && !said.some((fact) => fact.about === 'not null'),
    values: column.values ?? listed,
    domain: inherited?.domain,
    bounds: boundsOf([...said, ...limits, ...signOf(column)], valueKind(column), column.values),
  }
}

const valueKind = ({ kind, element = 'other' }: ColumnParts): ColumnKind => (kind === 'array' ? element : kind)

function readDomain(parts: DomainParts, kind: ColumnKind, syntax: SqlSyntax): { readonly domain: ColumnDomain; readonly facts: readonly ColumnFact[] } {
  const checks = factsOfDomain(parts.checks, kind, syntax)
  return { domain: { ...parts, checks: checks.map(({ check }) => check) }, facts: checks.flatMap(({ own }) => own) }
}

/** What the checks of a domain say of a value, which they call VALUE. */
function factsOfDomain(checks: readonly CheckConstraint[], kind: ColumnKind, syntax: SqlSyntax): readonly { readonly check: DatabaseCheck; readonly own: readonly ColumnFact[] }[] {
  return checks.map((check) => readCheck(check, { syntax, columns: new Map([['value', kind]]) })).map(({ check, facts }) => {
    const own = facts.flatMap((fact) => (fact.about === 'comparison' || fact.about === 'alternatives' ? [] : [fact]))
    // Alternatives are told of rows alone.
    return { check: own.length === facts.length ? check : { ...check, understood: own.length === 0 ? ('not' as const) : ('partly' as const) }, own }
  })
}

/** An integer's least value is that of its type; for other numbers UNSIGNED is a limit like any. */
function signOf({ name, unsigned, integerRange }: ColumnParts): readonly ColumnFact[] {
  if (!unsigned || integerRange !== undefined) return []
  return [{ about: 'range', column: name, ranges: [{ min: { value: '0', inclusive: true } }] }]
}

function completeKey(key: UniqueKeyParts, terms: CheckTerms): DatabaseUniqueKey {
  const columns = key.parts.flatMap(({ column, expression = '' }) => (column === undefined ? namedIn(expression, terms) : [column]))
  return { ...key, columns: [...new Set(columns)], expression: key.parts.some(({ column }) => column === undefined) }
}

/** The columns that an expression names. */
function namedIn(expression: string, terms: CheckTerms): readonly string[] {
  const parsed = parseExpression(expression, terms.syntax)
  return parsed === undefined ? [] : columnsOf(parsed).flatMap((name) => columnOf({ kind: 'column', name }, terms) ?? [])
}

function factsByColumn(facts: readonly CheckFact[]): ReadonlyMap<string, readonly ColumnFact[]> {
  const byColumn = new Map<string, ColumnFact[]>()
  for (const fact of facts) {
    if (fact.about === 'comparison' || fact.about === 'alternatives') continue
    const own = byColumn.get(fact.column)
    if (own === undefined) byColumn.set(fact.column, [fact])
    else own.push(fact)
  }
  return byColumn
}

function comparisonsOf(facts: readonly (CheckFact | AlternativeFact)[]): readonly ColumnComparison[] {
  return facts.flatMap((fact) => (fact.about === 'comparison' ? [fact.comparison] : []))
}

function alternativesOf({ check, facts }: ReadCheck, columns: readonly ColumnParts[]): readonly RowAlternatives[] {
  return facts.flatMap((fact) => (fact.about === 'alternatives' ? [{ check: check.name, alternatives: fact.alternatives.map((each) => toAlternative(each, columns)) }] : []))
}

function toAlternative(facts: readonly AlternativeFact[], columns: readonly ColumnParts[]): RowAlternative {
  const own = columns.flatMap((column) => {
    const said = facts.flatMap((fact) => (fact.about !== 'comparison' && fact.about !== 'null' && fact.about !== 'not null' && fact.column === column.name ? [fact] : []))
    return said.length === 0 ? [] : [[column.name, boundsOf(said, valueKind(column), column.values)] as const]
  })
  return {
    nulls: facts.flatMap((fact) => (fact.about === 'null' ? [fact.column] : [])),
    notNulls: facts.flatMap((fact) => (fact.about === 'not null' ? [fact.column] : [])),
    bounds: Object.fromEntries(own),
    comparisons: comparisonsOf(facts),
  }
}

function withoutLimits({ strategy, columns, key, partitions, open }: PartitioningParts): Partitioning {
  return { strategy, columns, key, partitions, open }
}
