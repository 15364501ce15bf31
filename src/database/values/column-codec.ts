/** How values of one column are written and read; compiled once a table. */
export interface ColumnCodec {
  /** The column as it is read, around its quoted name; undefined: as it is. */
  readonly read?: ((quoted: string) => string) | undefined
  /** A value that was given comes back whole without `read`. */
  readonly followsGiven?: true
  /** The place of a value in VALUES; undefined: `?`. Given the value as the factory gave it. */
  readonly placeholder?: ((value: unknown) => string) | undefined
  /** For the driver. Never called with undefined or null. Throws ValueRefusal. */
  readonly encode: (value: unknown) => unknown
  /** The same for a row that is inserted, where a value would be taken for something else there; undefined: as `encode`. */
  readonly encodeNew?: ((value: unknown) => unknown) | undefined
  /**
   * From the driver. Never called with null. `given` is what the factory gave (undefined where the database filled
   * the column): the value comes back in its JavaScript type.
   */
  readonly decode: (raw: unknown, given: unknown) => unknown
  /** A moment from the driver with all its digits, as text; undefined: it comes as such a text, or has no more than `decode` gives. Never called with null. */
  readonly held?: ((raw: unknown) => unknown) | undefined
  /** How a value will come back that is written now, as `decode` would give it; undefined where only the database can tell. Never called with null. */
  readonly foretell?: ((value: unknown) => unknown) | undefined
}
