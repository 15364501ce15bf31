import type { DriverResult } from './dialects/dialect.js'
import type { SessionSetting } from './schema/table-schema.js'

/** Sends one statement about the session. */
type Send = (sql: string, bindings: readonly unknown[]) => Promise<DriverResult>

/** Has one transaction speak the words in which values are read here. The end of the transaction, or of a savepoint before it, undoes it anyway. */
export class SessionWording {
  #made: Promise<unknown> | undefined

  /** Sends a statement with values; before the first one, the settings are made. */
  async during<T>(settings: readonly SessionSetting[], sendSetting: Send, send: () => Promise<T>): Promise<T> {
    this.#made ??= set(settings, ({ wanted }) => wanted, sendSetting)
    try {
      await this.#made
      return await send()
    } catch (error) {
      // What follows may come after a savepoint that was rolled back to.
      this.#made = undefined
      throw error
    }
  }

  /** The transaction speaks otherwise than it did. */
  get isMade(): boolean {
    return this.#made !== undefined
  }

  /** Every setting as it was found. */
  async restore(settings: readonly SessionSetting[], send: Send): Promise<void> {
    if (this.#made === undefined) return
    this.#made = undefined
    await set(settings, ({ found }) => found, send)
  }
}

function set(settings: readonly SessionSetting[], valueOf: (setting: SessionSetting) => string, send: Send): Promise<DriverResult> {
  const sql = `select ${settings.map(() => 'set_config(?, ?, true)').join(', ')}`
  return send(sql, settings.flatMap((setting) => [setting.name, valueOf(setting)]))
}
