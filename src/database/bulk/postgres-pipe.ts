import type { CopyClient, CopyConnection } from './postgres-copy-command.js'

/** The driver's connection, with the messages of the extended protocol. */
export interface PipeConnection extends CopyConnection {
  readonly stream: { readonly writable?: boolean; cork?(): void; uncork?(): void }
  parse(statement: { readonly text: string; readonly name: string; readonly types: readonly number[] }): void
  bind(portal: { readonly values?: readonly string[] }): void
  execute(portal: object): void
  flush(): void
  sync(): void
}

/** What PostgreSQL does with a statement of a pipe. */
export interface PipedAnswer {
  /** Rows written or read. */
  readonly count: number
  /** Fields as text. */
  readonly rows: readonly (readonly (string | null)[])[]
}

export interface PipedStatement {
  readonly sql: string
  readonly values: readonly string[]
  /** Of a COPY: the lines. */
  readonly lines: readonly Buffer[]
  /** What its failure is to those behind it, which the server passes over. */
  readonly explain: (error: unknown) => Promise<unknown>
}

interface Sent extends PipedStatement {
  readonly rows: (readonly (string | null)[])[]
  readonly resolve: (answer: PipedAnswer) => void
  readonly reject: (error: unknown) => void
}

/** A statement behind one that failed. */
export class PassedOver extends Error {
  /** How that one failed. */
  readonly failure: Promise<unknown>

  constructor(failure: Promise<unknown>) {
    super('passed over')
    this.failure = failure
  }
}

/**
 * Statements one behind the other, as one command of the pg driver: in the extended protocol, the server reads the next while the client has not heard of the
 * end of the one before. It is never without work, however late the client, which builds rows meanwhile, reads its answers. After an error it passes over the
 * rest.
 */
export class PostgresPipe {
  static readonly #open = new WeakMap<CopyClient, PostgresPipe>()

  readonly #client: CopyClient
  #connection: PipeConnection | undefined
  /** Those that wait for the connection, then those that wait for their answer. */
  #statements: Sent[] = []

  private constructor(client: CopyClient) {
    this.#client = client
  }

  /** Throws the driver's error, or PassedOver. */
  static send(client: CopyClient, statement: PipedStatement): Promise<PipedAnswer> {
    return new Promise((resolve, reject) => {
      const open = PostgresPipe.#open.get(client)
      const pipe = open ?? new PostgresPipe(client)
      pipe.#add({ ...statement, rows: [], resolve, reject })
      if (open !== undefined) return
      PostgresPipe.#open.set(client, pipe)
      client.query(pipe)
    })
  }

  submit(connection: PipeConnection): void {
    this.#connection = connection
    for (const statement of this.#statements) write(connection, statement)
  }

  handleCopyInResponse(): void {}

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.#statements[0]?.rows.push(fields)
  }

  handleCommandComplete({ text }: { readonly text?: string }): void {
    const done = this.#statements.shift()
    if (this.#statements.length === 0) this.#end()
    done?.resolve({ count: Number(/ (\d+)$/.exec(text ?? '')?.[1] ?? 0), rows: done.rows })
  }

  handleReadyForQuery(): void {}

  handleError(error: unknown): void {
    const [failed, ...others] = this.#statements
    if (failed === undefined) return
    this.#statements = []
    this.#end()
    failed.reject(error)
    if (others.length === 0) return
    const failure = failed.explain(error)
    for (const statement of others) statement.reject(new PassedOver(failure))
  }

  #add(statement: Sent): void {
    this.#statements.push(statement)
    if (this.#connection !== undefined) write(this.#connection, statement)
  }

  /** What comes from now on goes into a pipe of its own. */
  #end(): void {
    PostgresPipe.#open.delete(this.#client)
    if (this.#connection?.stream.writable === true) this.#connection.sync()
  }
}

/** The lines go out right behind the statement, without waiting for the server's word that it is ready for them. */
function write(connection: PipeConnection, { sql, values, lines }: PipedStatement): void {
  const { stream } = connection
  stream.cork?.()
  connection.parse({ text: sql, name: '', types: [] })
  connection.bind({ values })
  connection.execute({})
  for (const each of lines) connection.sendCopyFromChunk(each)
  if (lines.length > 0) connection.endCopyFrom()
  connection.flush()
  stream.uncork?.()
}
