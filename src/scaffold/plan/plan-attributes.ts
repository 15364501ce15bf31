import type { DatabaseForeignKey, DatabaseTable } from '../../database/schema/database-schema.js'
import type { ColumnGenerator } from '../generators/column-generator.js'
import { codeMember } from '../generators/code-member.js'
import { codeText } from '../generators/code-text.js'
import { propertyName } from '../print/property-name.js'
import type { FilledKey } from './filled-keys.js'
import { isNullable } from './schema-map.js'

/** What stands for a column in `definition()`. */
export interface PlannedAttribute {
  readonly column: string
  /** For the value of an object literal. */
  readonly expression: string
}

export interface AttributeRequest {
  readonly table: DatabaseTable
  readonly generators: readonly ColumnGenerator[]
  readonly keys: readonly FilledKey[]
  /** Foreign keys to tables that were not read. */
  readonly strangers: readonly DatabaseForeignKey[]
  readonly factoryName: (table: DatabaseTable) => string
  /** A table as Knex takes it: `('users')`, `.withSchema('auth').table('users')`. */
  readonly tableCall: (table: { readonly schema: string; readonly name: string }) => string
}

/** The attributes of a `definition()`, in the order of the table's columns. */
export function planAttributes(request: AttributeRequest): readonly PlannedAttribute[] {
  const { table, generators, keys, strangers } = request
  const byColumn = new Map<string, string>()
  const put = (column: string, expression: string): void => {
    if (!byColumn.has(column)) byColumn.set(column, expression)
  }
  for (const one of generators) if (one.kind !== 'left out') put(one.column, one.expression)
  for (const filled of keys) for (const [column, expression] of keyExpressions(filled, request)) put(column, expression)
  for (const key of strangers) {
    const own = key.columns.filter((column) => isLeft(generators, column) && !byColumn.has(column))
    for (const [column, expression] of strangerExpressions(key, own, request)) put(column, expression)
  }
  return table.columns.flatMap(({ name }) => {
    const expression = byColumn.get(name)
    return expression === undefined ? [] : [{ column: name, expression }]
  })
}

type Expressions = readonly (readonly [column: string, expression: string])[]

function keyExpressions({ key, how, own }: FilledKey, request: AttributeRequest): Expressions {
  switch (how) {
    case 'parent':
      return own.map((column) => [column, `this.factory(${request.factoryName(key.parent)})`])
    case 'null':
      return own.map((column) => [column, 'null'])
    case 'row':
      return madeByHand({ parent: key.parent, columns: key.columns, foreignColumns: key.foreignColumns, own }, request)
    case 'present':
      return taken({ parent: key.parent, columns: key.columns, foreignColumns: key.foreignColumns, own }, request)
    default:
      return []
  }
}

function strangerExpressions({ columns, foreignColumns, table: parent }: DatabaseForeignKey, own: readonly string[], request: AttributeRequest): Expressions {
  const mayBeNull = columns.some((column) => isNullable(request.table, column)) && !wantedOf(request.generators, columns)
  if (mayBeNull || foreignColumns.length !== columns.length) return own.filter((column) => isNullable(request.table, column)).map((column) => [column, 'null'])
  return taken({ parent, columns, foreignColumns, own }, request)
}

interface Taken {
  readonly parent: { readonly schema: string; readonly name: string }
  readonly columns: readonly string[]
  readonly foreignColumns: readonly string[]
  readonly own: readonly string[]
}

/** One of the parents that are there; what further columns have to be follows from it. */
function taken(key: Taken, request: AttributeRequest): Expressions {
  const [first, ...more] = key.own.toReversed()
  if (first === undefined) return []
  const foreign = codeText(foreignOf(key, first))
  const rows = `session.db${request.tableCall(key.parent)}${fixed(key, first)}`
  const uses = rows.includes('attributes') ? 'attributes, faker, session' : 'faker, session'
  const pick = `async ({ ${uses} }) => faker.helpers.arrayElement(await ${rows}.orderBy(${foreign}).limit(100).pluck(${foreign}))`
  return [[first, pick], ...following(key, first, more, request)]
}

/** A parent of its own for each row, as `this.factory()` would give another key of it. */
function madeByHand(key: Taken & { readonly parent: DatabaseTable }, request: AttributeRequest): Expressions {
  const [first, ...more] = key.own.toReversed()
  if (first === undefined) return []
  const given = givenColumns(key).map((column) => `${propertyName(foreignOf(key, column))}: ${codeMember(column)}`)
  const uses = given.length > 0 ? 'attributes, session' : 'session'
  const made = `session.factory(${request.factoryName(key.parent)}).create(${given.length === 0 ? '' : `{ ${given.join(', ')} }`})`
  return [[first, `async ({ ${uses} }) => (await ${made})${memberOf(foreignOf(key, first))}`], ...following(key, first, more, request)]
}

function following(key: Taken, first: string, more: readonly string[], { tableCall }: AttributeRequest): Expressions {
  return more.map((column) => {
    const where = `{ ${propertyName(foreignOf(key, first))}: ${codeMember(first)} }`
    const foreign = foreignOf(key, column)
    return [column, `async ({ attributes, session }) => (await session.db${tableCall(key.parent)}.where(${where}).first(${codeText(foreign)}))?${optionalMember(foreign)}`]
  })
}

/** Only parents that have what other keys brought. */
function fixed(key: Taken, first: string): string {
  const given = givenColumns(key).filter((column) => column !== first)
  return given.length === 0 ? '' : `.where({ ${given.map((column) => `${propertyName(foreignOf(key, column))}: ${codeMember(column)}`).join(', ')} })`
}

function givenColumns({ columns, own }: Taken): readonly string[] {
  return columns.filter((column) => !own.includes(column))
}

function foreignOf({ columns, foreignColumns }: Taken, column: string): string {
  return foreignColumns[columns.indexOf(column)] ?? ''
}

/** `.code`, `['zip code']` */
function memberOf(column: string): string {
  return codeMember(column).slice('attributes'.length)
}

/** What stands behind a question mark: `.code`, `.['zip code']` */
function optionalMember(column: string): string {
  return memberOf(column).replace(/^\[/, '.[')
}

function isLeft(generators: readonly ColumnGenerator[], column: string): boolean {
  return generators.some((one) => one.column === column && one.kind === 'left out' && one.why !== 'computed')
}

function wantedOf(generators: readonly ColumnGenerator[], columns: readonly string[]): boolean {
  return generators.some((one) => columns.includes(one.column) && one.kind === 'left out' && one.wanted === 'given')
}
