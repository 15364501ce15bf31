/** Values of all statements together: a thousand rows of five columns make a statement of half a megabyte. */
const mostValues = 60_000
const mostStatements = 50

/** Prepared statements of one connection; those that were not used for longest go first. */
export class StatementCache<S> {
  readonly #statements = new Map<string, { readonly statement: S; readonly values: number }>()
  #values = 0

  get(sql: string, values: number, prepare: () => S): S {
    const known = this.#statements.get(sql)
    if (known !== undefined) {
      // A Map keeps the order in which its keys came.
      this.#statements.delete(sql)
      this.#statements.set(sql, known)
      return known.statement
    }
    const statement = prepare()
    this.#statements.set(sql, { statement, values })
    this.#values += values
    this.#shrink()
    return statement
  }

  #shrink(): void {
    for (const [sql, { values }] of this.#statements) {
      const isLarge = this.#values > mostValues || this.#statements.size > mostStatements
      if (!isLarge || this.#statements.size === 1) return
      this.#statements.delete(sql)
      this.#values -= values
    }
  }
}
