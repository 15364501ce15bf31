import type { ColumnComparison, ColumnPattern, ValueRange } from '../database-schema.js'

/** One thing that a check says of a column. */
export type ColumnFact = { readonly column: string } & (
  /** In one of the ranges. */
  | { readonly about: 'range'; readonly ranges: readonly ValueRange[] }
  | { readonly about: 'length' | 'items'; readonly min?: number; readonly max?: number }
  | { readonly about: 'values' | 'excluded'; readonly values: readonly string[] }
  | { readonly about: 'pattern'; readonly pattern: ColumnPattern }
  | { readonly about: 'letterCase'; readonly letterCase: 'lower' | 'upper' }
  | { readonly about: 'clock'; readonly clock: 'past' | 'future' }
  | { readonly about: 'multiple'; readonly of: string }
  | { readonly about: 'trimmed' | 'json' | 'not null' }
)

/** Of several columns, or of NULL: of use within alternatives, or by itself. */
export type AlternativeFact = ColumnFact | { readonly about: 'comparison'; readonly comparison: ColumnComparison } | { readonly about: 'null'; readonly column: string }

/** One thing that a check says of a row. */
export type CheckFact =
  | Exclude<AlternativeFact, { readonly about: 'null' }>
  /** All that stands in one of the alternatives holds. */
  | { readonly about: 'alternatives'; readonly alternatives: readonly (readonly AlternativeFact[])[] }
