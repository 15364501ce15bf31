/** What is wrong, for programs. */
export type FindingKind =
  /** The class cannot be used. */
  | 'factory'
  /** A state or a trait cannot be applied, or `lintStates` names none. */
  | 'state'
  /** The database, seedkit or the project's own code refused the row, or one that belongs to it. */
  | 'creation'
  | 'missing-table'
  /** A column that is given and is not there. */
  | 'unknown-column'
  /** A column that is NOT NULL, has no default and gets no value. */
  | 'missing-value'
  /** A column that is given, and that the database computes. */
  | 'generated-column'
  /** A value that is none of the column's type, or beyond its range. */
  | 'type'
  /** A value that is none of the words that the column takes. */
  | 'word'
  /** A text that is too long, or too short. */
  | 'length'
  | 'primary-key'
  /** A relation whose tables or columns are not there. */
  | 'relation'
  /** A foreign key that no relation knows of. */
  | 'foreign-key'
  /** The same seed gives other values. */
  | 'determinism'

/** A factory as it is, or in a state or with a trait. */
export interface LintedPart {
  /** Name of the factory class. */
  readonly factory: string
  /** A state as it is called (`admin`, `at("x.io")`) or a trait; undefined for the factory as it is. */
  readonly state: string | undefined
}

/** One thing that is wrong with a factory. */
export interface Finding extends LintedPart {
  /** A `warning` creates rows all the same. */
  readonly severity: 'error' | 'warning'
  readonly kind: FindingKind
  /** Where else the very same fault shows: further states, or factories that need this one's rows. */
  readonly also: readonly LintedPart[]
  readonly table: string | undefined
  readonly columns: readonly string[]
  /** Name of the constraint that is concerned, where it has one. */
  readonly constraint: string | undefined
  readonly message: string
  /** What to do about it. */
  readonly fix: string | undefined
}
