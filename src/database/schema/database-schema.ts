import type { CheckConstraint, ColumnSchema, ForeignKey } from './table-schema.js'

/** All that seedkit knows of a database's tables, read from its catalogue in a constant number of queries. */
export interface DatabaseSchema {
  /** The schemas (PostgreSQL), databases (MySQL) or attached databases (SQLite) that were read, in the order asked for. */
  readonly schemas: readonly string[]
  /** Tables that take rows, by schema (in the order of `schemas`) and name. */
  readonly tables: readonly DatabaseTable[]
  /** What is there beside them, by schema and name: a caller may say so, or tell why a foreign key's parent is not among the tables. */
  readonly leftOut: readonly LeftOutTable[]
}

export interface LeftOutTable {
  readonly schema: string
  readonly name: string
  readonly reason:
    /** Bookkeeping of a migration tool (Knex, Prisma, Rails, Flyway, ...), by its name and columns. */
    | 'migrations'
    | 'view'
    /** A table of another server. */
    | 'foreign table'
    /** It came with an extension (PostGIS's spatial_ref_sys, say). */
    | 'extension'
    /** Its rows go in through its parent. Inheriting tables with columns of their own are tables, not partitions. */
    | 'partition'
    /** A virtual table of SQLite, or one that such a table keeps its data in. */
    | 'virtual table'
    /** MariaDB's sequences are tables to its catalogue. */
    | 'sequence'
}

/** One table, as the catalogue describes it. */
export interface DatabaseTable {
  readonly schema: string
  readonly name: string
  readonly kind: 'table' | 'partitioned'
  /** undefined where there is none; SQLite has none at all. */
  readonly comment: string | undefined
  /** In the table's order. */
  readonly columns: readonly DatabaseColumn[]
  /** In the key's order; empty where the table has none. */
  readonly primaryKey: readonly string[]
  /** All unique constraints and unique indexes but the primary key's; partial ones and those on expressions are among them. By name. */
  readonly uniqueKeys: readonly DatabaseUniqueKey[]
  /** By name; those of one name (SQLite leaves it empty) in the order declared. */
  readonly foreignKeys: readonly DatabaseForeignKey[]
  /** Every CHECK of the table and its columns that is enforced. What they say of single columns is in the columns' `bounds` too. */
  readonly checks: readonly DatabaseCheck[]
  /** What the checks say of two columns: `starts_at < ends_at`, `follower_id <> followed_id`. */
  readonly comparisons: readonly ColumnComparison[]
  /** What the checks leave the choice of: `status <> 'paid' or paid_at is not null`, `num_nonnulls(user_id, team_id) = 1`. One of each has to hold. */
  readonly alternatives: readonly RowAlternatives[]
  /** PostgreSQL's EXCLUDE constraints, as printed. */
  readonly exclusions: readonly CheckConstraint[]
  /** How the table is partitioned; undefined unless `kind` is `partitioned`. */
  readonly partitioning: Partitioning | undefined
  /** PostgreSQL: tables whose columns it has got by INHERITS. */
  readonly inherits: readonly { readonly schema: string; readonly name: string }[]
  /** SQLite: it has a hidden row number. Always false elsewhere. */
  readonly rowid: boolean
  /** SQLite: values must be of the declared type. Always false elsewhere (where they must be anyway). */
  readonly strict: boolean
}

/**
 * A column. What it shares with the engine's ColumnSchema means the same here: `kind`, `identity` and `generated` are those that rows are written by.
 * Of an array, `length`, `precision`, `scale`, `integerRange` and `values` are those of its elements.
 */
export interface DatabaseColumn extends Omit<ColumnSchema, 'sequence' | 'zeroCounts'> {
  /**
   * The type below any domain, as printed: `numeric(10,2)` where `type` is `price`; the same as `type` for a column without a domain.
   * PostgreSQL's long names: `character varying(20)`, `timestamp with time zone`; SQLite: the words of the declaration, perhaps none at all ('').
   */
  readonly baseType: string
  /** False where the column, its domain, or a CHECK (`x is not null`) says NOT NULL. SQLite: a key that is the row number is nullable, as NULL makes it count up. */
  readonly nullable: boolean
  /** Its own default, or else its domain's; undefined where there is none (or it is NULL), and for generated columns. */
  readonly defaultExpression: string | undefined
  /**
   * The words of an enum, in their order: of its type (PostgreSQL, MySQL), or, on a column of text, of a CHECK that lists them (`kind` stays `text`).
   * `bounds.values` has the same words, less those that another check or a partition rules out.
   */
  readonly values: readonly string[] | undefined
  /** Members of MySQL's SET; a value is any of them joined by commas, none included. `kind` is `text`. */
  readonly members: readonly string[] | undefined
  /** Longest text in characters; of bytes (MySQL's `binary(16)`), how many. */
  readonly length: number | undefined
  /** Digits in all that a decimal holds; undefined for other kinds and for decimals without a limit. */
  readonly precision: number | undefined
  /** Least and greatest integer that the type holds, as decimal digits: `smallint`, `int unsigned`, `year`. undefined for other kinds. */
  readonly integerRange: { readonly min: string; readonly max: string } | undefined
  /** MySQL's UNSIGNED, on any numeric kind. */
  readonly unsigned: boolean
  /** Computed from other columns: a value may not be given. undefined for others, identities among them. */
  readonly computed: { readonly storage: 'stored' | 'virtual'; readonly expression: string } | undefined
  /** The name of its collation: MySQL's always (for text), PostgreSQL's and SQLite's where it is not the default. */
  readonly collation: string | undefined
  /** undefined where there is none. */
  readonly comment: string | undefined
  /** The domain it is of (PostgreSQL); what the domain says is already part of `nullable`, `defaultExpression`, `bounds` and `values`. */
  readonly domain: ColumnDomain | undefined
  /** What CHECKs (its own, the table's, its domain's), an unsigned type and the table's partitions allow. Without fields where nothing is said. */
  readonly bounds: ColumnBounds
}

export interface ColumnDomain {
  readonly schema: string
  readonly name: string
  /** The type at its bottom, as printed; a domain over a domain is followed down. */
  readonly baseType: string
  readonly nullable: boolean
  readonly defaultExpression: string | undefined
  /** Its CHECKs and those of domains below it; `value` stands for the column. */
  readonly checks: readonly DatabaseCheck[]
}

/**
 * What a value that is not NULL has to be like. All that is given holds at once. It is enough for the checks, though they may allow more: where one leaves a choice
 * that has no words here (`length(x) = 10 or length(x) = 13`), this is its first part. Values are texts without quotes, as one would give them to the driver:
 * `0`, `-12.50`, `2024-01-01`, `draft`, `true`.
 */
export interface ColumnBounds {
  readonly min?: Bound
  readonly max?: Bound
  /** The value lies in one of these, by `min`; only where there is more than one (partitions with gaps). `min` and `max` are then those of the whole. */
  readonly ranges?: readonly ValueRange[]
  /** Characters. */
  readonly minLength?: number
  /** Characters. The type's own limit is the column's `length`, not this. */
  readonly maxLength?: number
  /** Elements of an array. */
  readonly minItems?: number
  readonly maxItems?: number
  /** The only values allowed, of whatever kind; of an array, the only elements. Empty where nothing at all is allowed. */
  readonly values?: readonly string[]
  /** Values not allowed: `x <> 'none'`, `x not in (0, 13)`. */
  readonly excluded?: readonly string[]
  /** Each of them has to hold. */
  readonly patterns?: readonly ColumnPattern[]
  /** `x = lower(x)`, `x = upper(x)`. */
  readonly letterCase?: 'lower' | 'upper'
  /** `x = trim(x)`: no spaces at either end. */
  readonly trimmed?: true
  /** `json_valid(x)` on a column of text. */
  readonly json?: true
  /** Not later (`past`) or not earlier (`future`) than the database's clock: `born_on <= current_date`. */
  readonly clock?: 'past' | 'future'
  /** Whole multiples only, above zero: `x % 5 = 0`. As decimal digits. */
  readonly multipleOf?: string
}

export interface Bound {
  readonly value: string
  readonly inclusive: boolean
}

export interface ValueRange {
  readonly min?: Bound
  readonly max?: Bound
}

export interface ColumnPattern {
  /** As the database has it, in its own dialect of patterns: nothing is translated. */
  readonly source: string
  /** `regex`: POSIX-like and unanchored (`~`, `regexp`). `like`: `%` and `_`. `glob`: SQLite's `*`, `?` and `[a-z]`. The last two are for the whole value. */
  readonly language: 'regex' | 'like' | 'glob'
  /** Letters match whatever their case. */
  readonly ignoresCase: boolean
  /** The value must not match. */
  readonly negated: boolean
}

/** A fact of two columns; `>` and `>=` are turned round. It holds where neither is NULL. */
export interface ColumnComparison {
  readonly left: string
  readonly operator: '<' | '<=' | '<>' | '='
  readonly right: string
}

/** A row passes the check if it fits one of these; there is at least one. */
export interface RowAlternatives {
  /** The check's name. */
  readonly check: string
  readonly alternatives: readonly RowAlternative[]
}

/** All of it holds at once. Columns that it does not name may be what they like. */
export interface RowAlternative {
  /** Columns that are NULL. */
  readonly nulls: readonly string[]
  /** Columns that are not. */
  readonly notNulls: readonly string[]
  /** By column; on top of the column's own bounds, and as these for values that are not NULL. */
  readonly bounds: Readonly<Record<string, ColumnBounds>>
  readonly comparisons: readonly ColumnComparison[]
}

export interface DatabaseCheck extends CheckConstraint {
  /** Without the word CHECK and its parentheses, as printed. */
  readonly expression: string
  /** The columns it names, in order of appearance; empty where it could not be parsed. */
  readonly columns: readonly string[]
  /** How much of it went into `bounds`, `comparisons`, `alternatives` and `nullable`. Whatever is not understood has to be satisfied by other means. */
  readonly understood: 'wholly' | 'partly' | 'not'
}

export interface DatabaseUniqueKey {
  readonly name: string
  /** In the key's order. */
  readonly parts: readonly UniqueKeyPart[]
  /** All columns that take part, those inside expressions too, each once: values of these have to differ (or be NULL). */
  readonly columns: readonly string[]
  /** Some part is an expression: rows may collide whose columns differ. */
  readonly expression: boolean
  /** Only rows for which this holds need to differ (a partial index); undefined where all have to. */
  readonly predicate: string | undefined
  /** Two NULLs collide (PostgreSQL's NULLS NOT DISTINCT). */
  readonly nullsCollide: boolean
  /** Declared as a constraint, not merely as an index. Always true on MySQL, whose catalogue does not tell one from the other. */
  readonly constraint: boolean
  readonly deferrable: Deferrable | undefined
}

export interface UniqueKeyPart {
  /** A whole column (or its first characters); undefined for an expression. */
  readonly column: string | undefined
  /** As printed; undefined for a column. */
  readonly expression: string | undefined
  /** MySQL: only so many first characters (or bytes) count. */
  readonly prefix: number | undefined
}

/** When a constraint may be checked later than at the end of its statement: only if asked for, or unless asked otherwise. */
export type Deferrable = NonNullable<ForeignKey['deferrable']>

export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

export interface DatabaseForeignKey {
  /** Empty on SQLite where it was given none. */
  readonly name: string
  readonly columns: readonly string[]
  /** The parent; maybe the table itself, maybe one in a schema that was not read, on SQLite maybe one that does not exist. */
  readonly table: { readonly schema: string; readonly name: string }
  /** As many as `columns`, in their order; empty where SQLite's parent does not exist and they were left out. */
  readonly foreignColumns: readonly string[]
  readonly onDelete: ReferentialAction
  readonly onUpdate: ReferentialAction
  /** A row refers to a parent with all of its columns or with none (MATCH FULL). */
  readonly matchFull: boolean
  readonly deferrable: Deferrable | undefined
}

export interface Partitioning {
  readonly strategy: 'list' | 'range' | 'hash'
  /** Key columns in order, those inside expressions too. */
  readonly columns: readonly string[]
  /** The key as printed. */
  readonly key: string
  /** How many there are at this level; with none, the table takes no row at all. */
  readonly partitions: number
  /**
   * Values outside of all partitions are taken too (a DEFAULT partition; hash). Where not, the limits are in the `bounds` of the key column: always for a key of one
   * column; of several, only what holds for each column by itself.
   */
  readonly open: boolean
}
