import { checkBindings } from './check-bindings.js'
import { withSqliteCodes } from './node-sqlite-error.js'
import type { NodeStatement } from './node-sqlite-module.js'

/** What integers are given as; those beyond 2^53 lose digits as numbers. */
export type IntegerForm = 'numbers' | 'bigints'

type Row = Readonly<Record<string, unknown>>

/** A statement of `node:sqlite` that answers as better-sqlite3's do. */
export class NodeSqliteStatement {
  /** Gives rows. */
  readonly reader: boolean
  readonly #statement: NodeStatement
  #integers: IntegerForm

  constructor(statement: NodeStatement, integers: IntegerForm) {
    this.#statement = statement
    this.#integers = integers
    this.reader = statement.columns().length > 0
    // An integer beyond 2^53 would be an error otherwise, after the statement has done its work.
    if (this.reader) statement.setReadBigInts(true)
  }

  /** In better-sqlite3's words. */
  safeIntegers(enabled = true): this {
    this.#integers = enabled ? 'bigints' : 'numbers'
    return this
  }

  run(bindings: readonly unknown[] = []): { readonly changes: number; readonly lastInsertRowid: number | bigint } {
    checkBindings(bindings)
    const { changes, lastInsertRowid } = withSqliteCodes(() => this.#statement.run(...bindings))
    return { changes: Number(changes), lastInsertRowid: this.#integers === 'bigints' ? BigInt(lastInsertRowid) : Number(lastInsertRowid) }
  }

  all(bindings: readonly unknown[] = []): readonly Row[] {
    checkBindings(bindings)
    return withSqliteCodes(() => this.#statement.all(...bindings)).map((row) => this.#plain(row))
  }

  get(bindings: readonly unknown[] = []): Row | undefined {
    checkBindings(bindings)
    const row = withSqliteCodes(() => this.#statement.get(...bindings))
    return row === undefined ? undefined : this.#plain(row)
  }

  *iterate(bindings: readonly unknown[] = []): Generator<Row> {
    checkBindings(bindings)
    for (const row of withSqliteCodes(() => this.#statement.iterate(...bindings))) yield this.#plain(row)
  }

  #plain(row: Row): Row {
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, this.#value(value)]))
  }

  #value(value: unknown): unknown {
    if (typeof value === 'bigint') return this.#integers === 'bigints' ? value : Number(value)
    return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
  }
}
