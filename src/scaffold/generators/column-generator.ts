import type { DatabaseSchema } from '../../database/schema/database-schema.js'
import type { ColumnFate } from './column-fate.js'

/** Why a column is left out of `definition()`; `given`: somebody else gives it, as the options say. */
export type LeftOutReason = Extract<ColumnFate, { readonly give: false }>['why'] | 'given'

/** What stands for a column in `definition()`, or that nothing does. */
export type ColumnGenerator = GivenColumn | LeftOutColumn

export interface GivenColumn {
  readonly column: string
  readonly kind: 'plain' | 'lazy'
  /** TypeScript, for the value of an object literal: `this.faker.person.firstName()` or `({ attributes, faker }) => …`. */
  readonly expression: string
  /** Columns of the same row that a lazy expression reads. */
  readonly reads: readonly string[]
  /** Statements that have to stand above the class, by the name that they declare: `PLACES`. Columns of one table that need the same name need the same statement. */
  readonly constants: Readonly<Record<string, string>>
  /** Of a hundred rows, how many are not NULL. */
  readonly filled: number
  /** The name of the rule that it is from, `config` for the user's own, undefined where only the type was known. */
  readonly rule: string | undefined
}

export interface LeftOutColumn {
  readonly column: string
  readonly kind: 'left out'
  readonly why: LeftOutReason
  /** Of a foreign key that takes NULL: what a CHECK wants of it, in every row. */
  readonly wanted?: 'given' | 'null'
  readonly rule: string | undefined
}

export interface GeneratorOptions {
  /** All tables, where they are known: what is meant by a category depends on what else there is. */
  readonly schema?: DatabaseSchema | undefined
  /** The faker's locale, `en` if left out: texts of other languages are longer. */
  readonly locale?: string | undefined
  /** Expressions of the user by `table.column`; `*` stands for any part of a name, and a schema may stand in front: `orders.ref`, `*.tenant_id`, `sales.orders.ref`. */
  readonly generators?: Readonly<Record<string, string>> | undefined
  /** Columns that somebody else gives: foreign keys are known without being told, the columns of a polymorphic relation are not. */
  readonly given?: readonly string[] | undefined
}
