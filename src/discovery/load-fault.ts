/** A place in a user's source. */
export interface SourcePosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Why a file did not load, as far as the error tells. */
export interface LoadFault {
  readonly position?: SourcePosition | undefined
  readonly reason: string
  readonly hint?: string | undefined
}
