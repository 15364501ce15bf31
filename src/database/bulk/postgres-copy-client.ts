import type { CopyClient } from './postgres-copy-command.js'

/** The pg driver's client, if it speaks the protocol itself: pg-native hides it, and pipelined clients refuse commands of others. */
export function postgresCopyClient(connection: unknown): CopyClient | undefined {
  const protocol = property(connection, 'connection')
  const speaks = ['query', 'sendCopyFromChunk', 'endCopyFrom'].every((name) => typeof property(protocol, name) === 'function')
  if (!speaks || property(connection, 'pipeline') === true) return undefined
  return connection as CopyClient // clients with such a connection have it
}

/** Whether commands may follow each other without waiting: a time limit of the driver's would hold for all of them together. */
export function takesPipes(client: CopyClient): boolean {
  const protocol = property(client, 'connection')
  const speaks = ['parse', 'bind', 'execute', 'flush', 'sync'].every((name) => typeof property(protocol, name) === 'function')
  return speaks && !(Number(property(property(client, 'connectionParameters'), 'query_timeout')) > 0)
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
