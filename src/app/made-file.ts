/** A file that a command has written, or would write. */
export interface MadeFile {
  /** Absolute path. */
  readonly file: string
  /**
   * `kept`: it is there already; `unchanged`: nothing in the table is new; `unreadable`: it is not understood well enough to add something; `removed`: an
   * example of init that nobody has touched, of no table.
   */
  readonly status: 'created' | 'rewritten' | 'merged' | 'kept' | 'unchanged' | 'unreadable' | 'removed'
  /** The table of a factory. */
  readonly table: string | undefined
  /** What is in it now; undefined where it was left as it is. */
  readonly content: string | undefined
  /** What there is to say: columns that were added, those that are gone from the table, why it is not understood. */
  readonly notes: readonly string[]
}
