/** A call that writes, by its parts. */
export interface CallName {
  /** Name of the factory class. */
  readonly factory: string
  readonly method: 'create' | 'createBatch' | 'insert' | 'firstOrCreate' | 'updateOrCreate' | 'upsert'
  /** Rows that it asks for. */
  readonly count: number
}

/** The call as the user wrote it, for the report of a forgotten `await`. */
export function describeCall({ factory, method, count }: CallName): string {
  return `factory(${factory}).${method}(${ARGUMENTS[method]?.(count) ?? ''})`
}

const ARGUMENTS: Readonly<Partial<Record<CallName['method'], (count: number) => string>>> = {
  createBatch: String,
  insert: String,
  upsert: (count) => `${count} rows`,
}
