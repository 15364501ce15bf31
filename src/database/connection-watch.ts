import type { Knex } from 'knex'
import { quietConnection } from './quiet-connection.js'
import { rawConnection } from './raw-connection.js'

/** Knows every raw connection of one Knex instance, so that none outlives it. */
export interface ConnectionWatch {
  /** The client's class with the driver put in and its connections watched. */
  clientClass(parent: unknown, driver: unknown): typeof Knex.Client
  /** Cuts off what has not been closed. */
  cutOff(): void
}

type ClientClass = new (config: unknown) => {
  acquireRawConnection(): Promise<unknown>
  destroyRawConnection(connection: unknown): Promise<unknown>
}

export function connectionWatch(): ConnectionWatch {
  const open = new Set<unknown>()
  return {
    clientClass(parent, driver) {
      // Knex's types leave these two methods out; every client of Knex has them.
      const Parent = parent as ClientClass
      const Watched = class extends Parent {
        /** Knex itself requires the driver from its own folder, where a driver of the project may be out of reach. */
        _driver(): unknown {
          return driver
        }

        override async acquireRawConnection(): Promise<unknown> {
          const connection = await super.acquireRawConnection()
          open.add(connection)
          quietConnection(connection)
          return connection
        }

        override async destroyRawConnection(connection: unknown): Promise<unknown> {
          const result = await super.destroyRawConnection(connection)
          open.delete(connection)
          return result
        }
      }
      return Watched as unknown as typeof Knex.Client // as above
    },
    cutOff() {
      for (const connection of open) rawConnection(connection).cutOff()
      open.clear()
    },
  }
}
