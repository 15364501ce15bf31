import { columnsAsked } from '../../database/schema/row-condition.js'
import type { ColumnKind, ColumnSchema, NarrowKey, UniqueKey as KeySchema } from '../../database/schema/table-schema.js'
import { hasSimpleReading } from '../../database/values/forgiving-text.js'
import { literalDefault } from '../../database/write/literal-default.js'
import type { ColumnPlan, TablePlan } from '../../database/write/table-plan.js'
import { fingerprintOf, forgivingFingerprint, type Fingerprint } from './fingerprint.js'
import { FingerprintSet } from './fingerprint-set.js'
import { meetsCondition, type ColumnValue } from './meets-condition.js'
import { valueToken, type Equality } from '../../database/values/value-token.js'

type Values = Readonly<Record<string, unknown>>

/** PostgreSQL prints `'en'::character varying`. */
const cast = /::[\w\s".]+(\(\d+\))?$/

/** What stands for NULL among the parts of a key, which U+0000 keeps apart. */
const NULL = '\u0001'
// oxlint-disable-next-line no-control-regex
const marks = /[\u0000-\u0002]/g

/** Whose tokens are digits, signs and Latin letters. */
const plainKinds: ReadonlySet<ColumnKind> = new Set(['integer', 'bigint', 'boolean', 'bits', 'decimal', 'float', 'date', 'timestamp', 'timestamptz'])

/** What a key is for, beside its columns. */
type Narrowing = Pick<NarrowKey, 'condition' | 'collations' | 'prefixes'> & Partial<Pick<NarrowKey, 'folds'>>

interface KeyPart {
  readonly name: string
  readonly plan: ColumnPlan
  /** What a row that leaves the column out has in it; null: NULL, undefined: nobody knows. */
  readonly standard: unknown
  readonly prefix: number | undefined
  /** Texts are compared by their letters. */
  readonly exact: boolean
  /** Its tokens may hold any character. */
  readonly free: boolean
}

/** One unique or primary key of a table, and what is known to be taken of it. */
export class UniqueKey {
  readonly columns: readonly string[]
  /** The columns, and those that say whether a row is concerned. */
  readonly decisive: readonly string[]
  readonly narrowing: Narrowing
  /** Whether rows can be asked for by this key: not where only a part of a value counts that is neither text nor bytes. */
  readonly searchable: boolean
  readonly #taken = new FingerprintSet()
  /** How many of those taken are other readings of keys. */
  #readings = 0
  readonly #parts: readonly KeyPart[]
  readonly #nullsCollide: boolean
  readonly #byName: TablePlan['byName']
  /** The column, where the key is one text. */
  readonly #text: string | undefined

  private constructor(parts: readonly KeyPart[], { nullsCollide, condition, folds, collations, prefixes }: Omit<KeySchema & Narrowing, 'name'>, byName: TablePlan['byName']) {
    this.columns = parts.map(({ name }) => name)
    this.decisive = condition === undefined ? this.columns : [...this.columns, ...columnsAsked(condition)]
    this.narrowing = { ...(condition && { condition }), ...(folds && { folds }), ...(collations && { collations }), ...(prefixes && { prefixes }) }
    this.searchable = parts.every(({ prefix, plan }) => prefix === undefined || plan.column.kind === 'text' || plan.column.kind === 'bytes')
    this.#parts = parts
    this.#nullsCollide = nullsCollide === true
    this.#byName = byName
    const [first] = parts
    this.#text = parts.length === 1 && condition === undefined && first !== undefined && isPlainText(first) ? first.name : undefined
  }

  /** The keys of a table, the primary key first; the others in an order of their own: each engine has another, and which key is told of must not depend on it. */
  static of({ schema, byName }: TablePlan, exactColumns: readonly string[]): readonly UniqueKey[] {
    const others: readonly Omit<KeySchema & Narrowing, 'name'>[] = [...schema.uniques, ...(schema.narrowKeys ?? [])]
    const all = [{ columns: schema.primaryKey }, ...others.toSorted((a, b) => (a.columns.join('\0') < b.columns.join('\0') ? -1 : 1))]
    return all.flatMap((key) => {
      const parts = key.columns.map((name, part): KeyPart | undefined => {
        const plan = byName.get(name)
        const standard = plan === undefined || schema.triggersFill === true ? undefined : standardOf(plan.column)
        return plan && { name, plan, standard, prefix: key.prefixes?.[part], exact: exactColumns.includes(name) && key.folds?.[part] === undefined, free: !plainKinds.has(plan.column.kind) }
      })
      const known = parts.filter((part) => part !== undefined)
      // A key of several columns that is unique by a part of them already (an index made for its order) is kept: it costs little.
      return known.length === 0 || known.length < parts.length ? [] : [new UniqueKey(known, key, byName)]
    })
  }

  /** Whether it is that of a row. */
  isIn(values: Values, print: Fingerprint | undefined): boolean {
    return print !== undefined && this.fingerprintOf(values)?.equals(print) === true
  }

  /** The row's values of the key; undefined where they collide with nothing, or nobody knows them yet. */
  valuesOf(values: Values): readonly unknown[] | undefined {
    const { condition } = this.narrowing
    if (condition !== undefined && meetsCondition(condition, this.#valueIn(values)) !== true) return undefined
    let own: unknown[] | undefined
    for (const { name, standard } of this.#parts) {
      const given = values[name]
      const value = given === undefined ? standard : given
      if (value === undefined || (value === null && !this.#nullsCollide)) return undefined
      if (own === undefined) own = [value]
      else own.push(value)
    }
    return own
  }

  /** One text a key: two rows with the same one collide. */
  textOf(own: readonly unknown[], equality: Equality): string | undefined {
    let text = ''
    for (const [at, part] of this.#parts.entries()) {
      const value = own[at]
      const token = value === null ? NULL : valueToken(cut(value, part), part.plan, part.exact && equality !== 'exact' ? 'by letters' : equality)
      if (token === undefined) return undefined
      if (this.#parts.length === 1) return token
      const apart = value !== null && part.free ? withoutMarks(token) : token
      text = at === 0 ? apart : `${text}\u0000${apart}`
    }
    return text
  }

  fingerprintOf(values: Values): Fingerprint | undefined {
    const text = this.#text === undefined ? undefined : values[this.#text]
    if (typeof text === 'string') return forgivingFingerprint(text)
    const own = this.valuesOf(values)
    return own && this.fingerprintOfKey(own)
  }

  fingerprintOfKey(own: readonly unknown[]): Fingerprint | undefined {
    const text = this.textOf(own, 'forgiving')
    if (text === undefined) return undefined
    const print = fingerprintOf(text)
    if (!own.some((value) => typeof value === 'string' && hasSimpleReading(value))) return print
    const other = this.textOf(own, 'simple')
    return other === undefined || other === text ? print : print.or(fingerprintOf(other))
  }

  #valueIn(values: Values): ColumnValue {
    return (column) => {
      const plan = this.#byName.get(column)
      const given = values[column]
      return { value: given === undefined && plan !== undefined ? standardOf(plan.column) : given, plan }
    }
  }

  /** How many keys are taken, as far as the run knows. */
  get seen(): number {
    return this.#taken.size - this.#readings
  }

  isTaken(print: Fingerprint): boolean {
    return this.#taken.has(print) || (print.other !== undefined && this.#taken.has(print.other))
  }

  /** Gives false where it is taken already. */
  take(print: Fingerprint): boolean {
    const isNew = this.#taken.add(print)
    if (print.other !== undefined && this.#taken.add(print.other)) this.#readings++
    return isNew
  }

  release(print: Fingerprint): void {
    this.#taken.delete(print)
    if (print.other !== undefined && this.#taken.delete(print.other)) this.#readings--
  }
}

/** Its fingerprint needs no token. */
function isPlainText({ plan, prefix, exact }: KeyPart): boolean {
  const { kind, type } = plan.column
  return prefix === undefined && !exact && (kind === 'uuid' || (kind === 'text' && !type.startsWith('set(')))
}

function standardOf({ identity, generated, defaultExpression }: ColumnSchema): unknown {
  if (identity || generated) return undefined
  if (defaultExpression === undefined) return null
  if (/^(true|false)$/i.test(defaultExpression)) return defaultExpression.toLowerCase() === 'true'
  return literalDefault(defaultExpression.replace(cast, '')) ?? undefined
}

/** Bytes may be anything, and texts nearly so. */
function withoutMarks(token: string): string {
  return token.replaceAll(marks, (mark) => `\u0002${mark.charCodeAt(0)}`)
}

function cut(value: unknown, { prefix, plan }: KeyPart): unknown {
  if (prefix === undefined) return value
  if (typeof value === 'string') return plan.column.kind === 'bytes' ? Buffer.from(value).subarray(0, prefix) : [...value].slice(0, prefix).join('')
  return value instanceof Uint8Array ? value.subarray(0, prefix) : value
}
