/** How a database reads values in the text of a statement. */
export interface Literals {
  /** What a codec has made of a value, as SQL. Throws ValueRefusal for what has no literal. */
  readonly print: (value: unknown) => string
  /** What an array is taken for where nothing is known of its column. */
  readonly arrays: 'array' | 'json'
}
