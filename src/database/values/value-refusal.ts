/** Thrown by codecs: a value cannot be stored in a column. Turned into a DatabaseError where the row is known. */
export class ValueRefusal extends Error {
  readonly hint: string | undefined

  constructor(reason: string, hint?: string) {
    super(reason)
    this.hint = hint
  }
}
