/** That rows have one of many keys of one or several columns. */
export interface KeyCondition {
  /** Names as SQL; `fold` is a function that names and values go through. */
  readonly columns: readonly { readonly quoted: string; readonly type: string; readonly fold?: 'lower' | 'upper' | undefined }[]
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
