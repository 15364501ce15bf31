/** A search for rows by keys of one or several columns. */
export interface KeySearch {
  /** Names as SQL. */
  readonly table: string
  readonly columns: readonly { readonly quoted: string; readonly type: string }[]
  /** What is selected of a row. */
  readonly list: string
  /** Values as the driver takes them, none of them NULL, and their places in SQL; one a column. */
  readonly keys: readonly { readonly bindings: readonly unknown[]; readonly places: readonly string[] }[]
}
