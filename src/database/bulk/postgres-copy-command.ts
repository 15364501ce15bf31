/** What of the pg driver's client COPY needs. */
export interface CopyClient {
  query(command: object): unknown
}

/** The driver's connection, as commands get it. */
export interface CopyConnection {
  query(sql: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

interface Settle {
  readonly resolve: (stored: number) => void
  readonly reject: (error: unknown) => void
}

/**
 * COPY … FROM STDIN as a command of the pg driver, which calls its methods. The rows go out right behind the statement, without waiting for the server's word
 * that it is ready for them: nothing of the event loop's, such as rows being built, can come between, and the server has all it needs while they are. Should
 * it refuse the statement, it passes over them.
 */
export class PostgresCopyCommand {
  /** Rows that the server says it has stored. */
  readonly done: Promise<number>
  readonly #sql: string
  readonly #rows: readonly Buffer[]
  #stored = 0
  #settle: Settle | undefined

  /** `rows`: lines of COPY's text format. */
  constructor(sql: string, rows: readonly Buffer[]) {
    this.#sql = sql
    this.#rows = rows
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
  }

  submit(connection: CopyConnection): void {
    connection.query(this.#sql)
    for (const rows of this.#rows) connection.sendCopyFromChunk(rows)
    connection.endCopyFrom()
  }

  /** Replaced by the driver where queries have a time limit: it stops the clock. */
  callback(): void {}

  handleCopyInResponse(): void {}

  handleCommandComplete({ text }: { readonly text?: string }): void {
    this.#stored = Number(/^COPY (\d+)/.exec(text ?? '')?.[1] ?? 0)
  }

  handleReadyForQuery(): void {
    this.#end()?.resolve(this.#stored)
  }

  handleError(error: unknown): void {
    this.#end()?.reject(error)
  }

  /** Once: a connection that breaks may tell so after the command has ended. */
  #end(): Settle | undefined {
    const settle = this.#settle
    this.#settle = undefined
    this.callback()
    return settle
  }
}
