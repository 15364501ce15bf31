/** A statement of `node:sqlite`; the types of Node.js 20 do not know it. */
export interface NodeStatement {
  run(...bindings: readonly unknown[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint }
  all(...bindings: readonly unknown[]): readonly Readonly<Record<string, unknown>>[]
  get(...bindings: readonly unknown[]): Readonly<Record<string, unknown>> | undefined
  iterate(...bindings: readonly unknown[]): Iterable<Readonly<Record<string, unknown>>>
  columns(): readonly unknown[]
  setReadBigInts(enabled: boolean): void
}

export interface NodeDatabase {
  prepare(sql: string): NodeStatement
  exec(sql: string): void
  close(): void
}

/** What is used of `node:sqlite`. */
export interface NodeSqliteModule {
  readonly DatabaseSync: new (filename: string, options: { readonly readOnly: boolean }) => NodeDatabase
  readonly StatementSync: { readonly prototype: object }
}

/**
 * Node's own SQLite, where it is grown up enough: a statement that cannot say whether it gives rows (before 22.16) is of no use to Knex. Undefined
 * elsewhere.
 */
export function nodeSqliteModule(): NodeSqliteModule | undefined {
  // Boundary: Node.js 20 has no such module, and its types none.
  const found = process.getBuiltinModule('node:sqlite') as NodeSqliteModule | undefined
  return found !== undefined && 'columns' in found.StatementSync.prototype ? found : undefined
}
