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
  query(options: { readonly sql: string; readonly infileStreamFactory: () => Readable }, callback: (error: unknown, answer: unknown) => void): void
}

/** Sends LOAD DATA with the file in memory. Throws LoadRefusal unless every row got in as it is. */
export function mysqlSendFile(connection: unknown, sql: string, parts: readonly Buffer[], rows: number): Promise<DriverResult> {
  if (!takesStreams(connection)) return Promise.reject(new LoadRefusal('by the driver'))
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
