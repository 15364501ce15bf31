import { Readable } from 'node:stream'
import type { DriverResult } from '../dialects/dialect.js'
import { LoadRefusal } from './mysql-load-refusal.js'

interface LoadAnswer {
  readonly affectedRows?: number
  readonly warningStatus?: number
}

/** What of mysql2's connection is used; the driver before it (mysql) takes the name in LOAD DATA for a file of this machine. */
interface LoadingConnection {
  readonly config: object
  query(options: { readonly sql: string; readonly infileStreamFactory?: () => Readable }, callback: (error: unknown, answer: unknown) => void): void
}

export interface FileToSend {
  /** LOAD DATA. */
  readonly sql: string
  readonly parts: readonly Buffer[]
  readonly rows: number
  /** A query about what LOAD DATA leaves behind in the session; `sent` is given its answer. */
  readonly behind: { readonly sql: string; readonly sent: (answer: Promise<DriverResult>) => void } | undefined
}

/**
 * Sends LOAD DATA with the file in memory. Throws LoadRefusal unless every row got in as it is. The driver keeps statements in line and sends
 * each after the answer to the one before it: the query behind gets in line at once, so that nobody else's statement comes between.
 */
export function mysqlSendFile(connection: unknown, file: FileToSend): Promise<DriverResult> {
  if (!takesStreams(connection)) return Promise.reject(new LoadRefusal('by the driver'))
  const loading = sendLoad(connection, file)
  if (file.behind !== undefined) file.behind.sent(sendQuery(connection, file.behind.sql))
  return loading
}

function sendLoad(connection: LoadingConnection, { sql, parts, rows }: FileToSend): Promise<DriverResult> {
  return new Promise((resolve, reject) => {
    connection.query({ sql, infileStreamFactory: () => new FileInMemory(parts) }, (error, answer) => {
      if (error !== null && error !== undefined) return reject(error instanceof Error ? error : new Error('LOAD DATA failed', { cause: error }))
      // Boundary: a header, untyped.
      const { affectedRows, warningStatus } = (answer ?? {}) as LoadAnswer
      if (affectedRows !== rows || warningStatus !== 0) return reject(new LoadRefusal('for its rows'))
      resolve({ rows: [], affected: affectedRows, firstKey: undefined })
    })
  })
}

function sendQuery(connection: LoadingConnection, sql: string): Promise<DriverResult> {
  return new Promise((resolve, reject) => {
    connection.query({ sql }, (error, answer) => {
      if (error !== null && error !== undefined) reject(error instanceof Error ? error : new Error('A query failed', { cause: error }))
      else resolve({ rows: Array.isArray(answer) ? answer : [], affected: undefined, firstKey: undefined })
    })
  })
}

function takesStreams(connection: unknown): connection is LoadingConnection {
  if (typeof connection !== 'object' || connection === null) return false
  const config: unknown = Reflect.get(connection, 'config')
  return typeof config === 'object' && config !== null && 'infileStreamFactory' in config
}

class FileInMemory extends Readable {
  readonly #parts: Iterator<Buffer>

  constructor(parts: readonly Buffer[]) {
    super()
    this.#parts = parts.values()
  }

  override _read(): void {
    const { value, done } = this.#parts.next()
    this.push(done === true ? null : value)
  }
}
