/** What the bench uses of it: the package has no types of its own. */
declare module 'better-sqlite3' {
  namespace Database {
    interface Statement {
      run(values: readonly unknown[]): unknown
    }
  }
  class Database {
    constructor(file: string)
    exec(sql: string): void
    prepare(sql: string): Database.Statement
    close(): void
  }
  export default Database
}
