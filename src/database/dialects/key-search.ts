export interface SearchedColumn {
  /** The name as SQL. */
  readonly quoted: string
  readonly type: string
  /** A function that the name and values go through. */
  readonly fold?: 'lower' | 'upper' | undefined
  /** By which it is compared, instead of its own. */
  readonly collation?: string | undefined
  /** Only so many first characters (or bytes) are compared. */
  readonly prefix?: number | undefined
}

/** That rows have one of many keys of one or several columns. */
export interface KeyCondition {
  readonly columns: readonly SearchedColumn[]
  /** Values as the driver takes them, none of them NULL, and their places in SQL; one a column. */
  readonly keys: readonly { readonly bindings: readonly unknown[]; readonly places: readonly string[] }[]
}

/** A search for rows by keys. */
export interface KeySearch extends KeyCondition {
  /** The table's name as SQL. */
  readonly table: string
  /** What is selected of a row. */
  readonly list: string
  /** What is asked of rows besides, as SQL. */
  readonly condition?: string | undefined
}

/** SQL with the values for its places. */
export interface SearchStatement {
  readonly sql: string
  readonly bindings: readonly unknown[]
}
