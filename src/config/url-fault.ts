/**
 * What is wrong with a connection URL: a predicate such as "has no host", and a way out. Neither ever quotes a part of
 * the URL that may belong to a password.
 */
export class UrlFault extends Error {
  readonly hint: string | undefined

  constructor(fault: string, hint?: string) {
    super(fault)
    this.hint = hint
  }
}
