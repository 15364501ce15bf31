import { Socket } from 'node:net'

/** What of a driver's connection is used without knowing the driver. */
export interface RawConnection {
  /** Set by Knex when the driver reports that the connection broke: the last thing that was reported. */
  readonly reason: unknown
  /** The socket is closed: nothing more can be sent. False where there is none. */
  readonly isClosed: boolean
  /** Undefined where there is none. */
  readonly socket: Socket | undefined
  /** No answer is outstanding. False where the driver does not say so. */
  readonly isIdle: boolean
  /** Cuts the connection off without asking the server; nothing happens if there is no socket. */
  cutOff(): void
  /** Keeps the first error that the driver reports on its own from here on; gives the function that ends it. */
  watch(): { readonly firstError: () => unknown; readonly end: () => void }
  /** Does something once no statement is on its way: pg takes one at a time, and tells when there is none. Other drivers keep what comes too early by themselves. */
  atRest<T>(act: () => Promise<T>): Promise<T>
  /** Makes the pool throw it away instead of handing it out again. */
  dispose(reason: string): void
}

/** Looks at a driver's connection: pg keeps its socket in `connection.stream`, mysql2 in `stream`, SQLite has none. */
export function rawConnection(connection: unknown): RawConnection {
  const holder = property(connection, 'stream') === undefined ? property(connection, 'connection') : connection
  return {
    get reason() {
      return property(connection, '__knex__disposed')
    },
    get isClosed() {
      return property(property(holder, 'stream'), 'destroyed') === true
    },
    get socket() {
      const stream = property(holder, 'stream')
      return stream instanceof Socket ? stream : undefined
    },
    get isIdle() {
      // pg says so itself, mysql2 has nothing at hand.
      if (property(connection, 'readyForQuery') === true) return true
      return isObject(connection) && '_command' in connection && !property(connection, '_command') && property(property(connection, '_commands'), 'length') === 0
    },
    cutOff() {
      const socket = property(holder, 'stream')
      const destroy = property(socket, 'destroy')
      if (typeof destroy === 'function') Reflect.apply(destroy, socket, [])
    },
    watch() {
      let first: unknown
      const keep = (error: unknown): void => void (first ??= error)
      const call = (method: string): void => {
        const listen = property(connection, method)
        if (typeof listen === 'function') Reflect.apply(listen, connection, ['error', keep])
      }
      call('on')
      return { firstError: () => first, end: () => call('removeListener') }
    },
    atRest(act) {
      const call = (method: string, event: string, listener: () => void): void => {
        const found = property(connection, method)
        if (typeof found === 'function') Reflect.apply(found, connection, [event, listener])
      }
      if (property(connection, 'readyForQuery') !== false) return act()
      return new Promise((resolve) => {
        // Where the connection breaks, nothing more is answered.
        const events = ['drain', 'error', 'end']
        const go = (): void => {
          for (const event of events) call('removeListener', event, go)
          // At once: what goes on would send its next statement.
          resolve(act())
        }
        for (const event of events) call('on', event, go)
      })
    },
    dispose(reason) {
      if (!isObject(connection)) return
      if (property(connection, '__knex__disposed') === undefined) Reflect.set(connection, '__knex__disposed', reason)
    },
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function property(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined
}
