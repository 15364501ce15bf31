import type { ColumnPattern, DatabaseColumn } from '../../database/schema/database-schema.js'

/** What texts a column takes. */
export interface TextLimits {
  readonly minLength: number
  /** Infinity where there is no limit. */
  readonly maxLength: number
  readonly letterCase: 'lower' | 'upper' | undefined
  readonly patterns: readonly ColumnPattern[]
}

/** By the column's type and its CHECKs. */
export function textLimits({ length, baseType, bounds }: DatabaseColumn): TextLimits {
  // PostgreSQL's "char" holds one byte, and its name 63.
  const own = baseType === '"char"' ? 1 : baseType === 'name' ? 63 : length
  return {
    minLength: Math.max(0, bounds.minLength ?? 0),
    maxLength: Math.max(0, Math.min(own ?? Number.POSITIVE_INFINITY, bounds.maxLength ?? Number.POSITIVE_INFINITY)),
    letterCase: bounds.letterCase,
    patterns: bounds.patterns ?? [],
  }
}
