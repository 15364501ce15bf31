import { machineCpu, processCpu } from './cpu-time.js'

/** @typedef {{ readonly milliseconds: number, readonly clientMicros: number, readonly serverMicros: number | null, readonly otherMicros: number | null }} Reading */

/** Time, and the CPU time that this process, the server's and all others took meanwhile. */
export class Stopwatch {
  /** @type {readonly string[]} */
  #server
  /** @type {Reading} */
  #started
  /** @type {Reading | undefined} */
  #taken

  /** @param {readonly string[]} serverProcesses names of the server's processes, to be found on this machine */
  constructor(serverProcesses) {
    this.#server = serverProcesses
    this.#started = this.#now()
  }

  /** From now on; a tool may start again what was started too early. */
  start() {
    this.#taken = undefined
    this.#started = this.#now()
  }

  /** Up to now; only the first counts. */
  stop() {
    if (this.#taken !== undefined) return
    const before = this.#started
    const now = this.#now()
    const serverMicros = difference(now.serverMicros, before.serverMicros)
    const clientMicros = now.clientMicros - before.clientMicros
    const all = difference(now.otherMicros, before.otherMicros)
    this.#taken = {
      milliseconds: now.milliseconds - before.milliseconds,
      clientMicros,
      serverMicros,
      otherMicros: all === null ? null : Math.max(0, all - clientMicros - (serverMicros ?? 0)),
    }
  }

  /** What was measured. */
  get reading() {
    if (this.#taken === undefined) throw new Error('the watch has not been stopped')
    return this.#taken
  }

  /** @returns {Reading} */
  #now() {
    const { user, system } = process.cpuUsage()
    return {
      milliseconds: performance.now(),
      clientMicros: user + system,
      serverMicros: this.#server.length === 0 ? null : processCpu(this.#server),
      otherMicros: machineCpu(),
    }
  }
}

/**
 * @param {number | null} later
 * @param {number | null} earlier
 */
function difference(later, earlier) {
  return later === null || earlier === null ? null : later - earlier
}
