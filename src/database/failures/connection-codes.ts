const codes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ERR_STREAM_DESTROYED',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
])

const words =
  /connection terminated|connection ended|connection is in closed state|connection error and is not queryable|closed the connection|server has gone away/i

/** Whether an error means that the connection itself is gone. */
export function isConnectionLoss(code: string | undefined, message: string): boolean {
  return (code !== undefined && codes.has(code)) || words.test(message)
}
