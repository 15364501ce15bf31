import type { CallLabel, RowSource } from '../../database/database.js'

/** Rows of one source in one table. */
export interface SourceRecord extends RowSource {
  readonly table: string
}

/** What alike calls of a factory have made. */
export class CallRecord {
  readonly factory: string
  readonly method: string
  readonly #labels = new Set<CallLabel>()
  readonly #sources = new Map<string, SourceRecord>()
  /** Calls made in hooks and attributes of this one's rows. */
  readonly calls = new Map<string, CallRecord>()

  constructor({ factory, method }: CallLabel) {
    this.factory = factory
    this.method = method
  }

  get labels(): readonly CallLabel[] {
    return [...this.#labels]
  }

  get sources(): readonly SourceRecord[] {
    return [...this.#sources.values()]
  }

  join(label: CallLabel): void {
    this.#labels.add(label)
  }

  add(source: SourceRecord): void {
    const { factory, relation, role, table } = source
    const key = JSON.stringify([factory, relation, role, table])
    const before = this.#sources.get(key)?.rows ?? 0
    this.#sources.set(key, { ...source, rows: before + source.rows })
  }
}
