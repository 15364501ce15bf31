import { integerRange, type IntegerRange } from '../integer-range.js'
import type { DomainParts } from '../complete-table.js'
import { postgresKind } from '../postgres-kind.js'
import type { CheckConstraint, ColumnKind } from '../table-schema.js'
import type { PostgresType } from './read-types.js'
import { typeLimits, type TypeLimits } from './type-limits.js'

/** What a column's type comes down to. */
export interface ResolvedType {
  readonly kind: ColumnKind
  readonly element: ColumnKind | undefined
  readonly baseType: string
  readonly limits: TypeLimits
  readonly integerRange: IntegerRange | undefined
  readonly values: readonly string[] | undefined
  /** The collation that a column of the type has unless it says otherwise. */
  readonly collation: string | undefined
  /** That of the type itself, below any domain: not worth telling of. */
  readonly usualCollation: string | undefined
  readonly domain: DomainParts | undefined
  /** What the domain of an array's elements asks of each. */
  readonly elementChecks: readonly CheckConstraint[]
}

const ranges: Readonly<Record<string, number>> = { int2: 16, int4: 32, int8: 64 }

/** Follows domains down, and arrays to their elements. `printed` and `modifier` are the column's own. */
export function resolveType(id: string, printed: string, modifier: number, types: ReadonlyMap<string, PostgresType>): ResolvedType {
  const { bottom, domains, modifier: own } = descend(id, modifier, types)
  const element = bottom?.element === undefined ? undefined : descend(bottom.element, own, types)
  const item = element?.bottom ?? bottom
  const name = item?.name ?? ''
  const itemKind = item?.isEnum === true ? 'enum' : postgresKind(name)
  return {
    kind: element === undefined ? itemKind : 'array',
    element: element === undefined ? undefined : itemKind,
    baseType: domains.at(-1)?.printedBase ?? printed,
    limits: typeLimits(name, element?.modifier ?? own),
    integerRange: name === 'oid' ? { min: '0', max: '4294967295' } : integerRange(ranges[name], 'signed'),
    values: item?.isEnum === true ? item.labels : undefined,
    collation: domains[0]?.collation ?? bottom?.collation,
    usualCollation: bottom?.collation,
    domain: toDomain(domains),
    elementChecks: (element?.domains ?? []).flatMap(({ checks }) => checks),
  }
}

interface Descent {
  readonly bottom: PostgresType | undefined
  /** From the outermost down. */
  readonly domains: readonly PostgresType[]
  readonly modifier: number
}

function descend(id: string, modifier: number, types: ReadonlyMap<string, PostgresType>): Descent {
  const domains: PostgresType[] = []
  let type = types.get(id)
  let own = modifier
  while (type?.isDomain === true) {
    domains.push(type)
    if (own < 0) own = type.modifier
    type = types.get(type.base)
  }
  return { bottom: type, domains, modifier: own }
}

function toDomain(domains: readonly PostgresType[]): DomainParts | undefined {
  const [outermost] = domains
  if (outermost === undefined) return undefined
  return {
    schema: outermost.schema,
    name: outermost.name,
    baseType: domains.at(-1)?.printedBase ?? '',
    nullable: !domains.some(({ required }) => required),
    defaultExpression: domains.find((domain) => domain.defaultExpression !== undefined)?.defaultExpression,
    checks: domains.flatMap(({ checks }) => checks),
  }
}
