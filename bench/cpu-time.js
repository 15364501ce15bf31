import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU time in hundredths of a second (USER_HZ). */
const MICROS_PER_TICK = 10_000

/**
 * CPU time of all processes of these names so far, in microseconds, those that have ended included; null where /proc does not say it.
 * @param {readonly string[]} names
 */
export function processCpu(names) {
  try {
    const processes = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).flatMap(statOf).filter(({ name }) => names.includes(name))
    if (processes.length === 0) return null
    const ids = new Set(processes.map(({ id }) => id))
    // A process' own time, and for the first of them that of its children that have ended.
    const ticks = processes.map(({ own, ended, parent }) => own + (ids.has(parent) ? 0 : ended))
    return ticks.reduce((sum, each) => sum + each, 0) * MICROS_PER_TICK
  } catch {
    return null
  }
}

/** CPU time of the whole machine so far, in microseconds; null where /proc does not say it. */
export function machineCpu() {
  try {
    const [, user, nice, system, , , irq, softirq] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).map(Number)
    return [user, nice, system, irq, softirq].reduce((/** @type {number} */ sum, each) => sum + Number(each), 0) * MICROS_PER_TICK
  } catch {
    return null
  }
}

/** @param {string} id */
function statOf(id) {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8')
    // The name is in brackets and may hold blanks.
    const end = text.lastIndexOf(')')
    const fields = text.slice(end + 2).split(' ')
    const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((index) => Number(fields[index]))
    return [{ id: Number(id), name: text.slice(text.indexOf('(') + 1, end), parent: Number(parent), own: Number(user) + Number(system), ended: Number(endedUser) + Number(endedSystem) }]
  } catch {
    // Ended since the folder was listed.
    return []
  }
}
