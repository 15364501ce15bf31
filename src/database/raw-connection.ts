/** What of a driver's connection is used without knowing the driver. */
export interface RawConnection {
  /** Set by Knex when the driver reports that the connection broke: the last thing that was reported. */
  readonly reason: unknown
  /** The socket is closed: nothing more can be sent. False where there is none. */
  readonly isClosed: boolean
  /** Cuts the connection off without asking the server; nothing happens if there is no socket. */
  cutOff(): void
  /** Keeps the first error that the driver reports on its own from here on; gives the function that ends it. */
  watch(): { readonly firstError: () => unknown; readonly end: () => void }
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
    dispose(reason) {
      if (typeof connection !== 'object' || connection === null) return
      if (property(connection, '__knex__disposed') === undefined) Reflect.set(connection, '__knex__disposed', reason)
    },
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
