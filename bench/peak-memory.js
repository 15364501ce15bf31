import { readFileSync } from 'node:fs'

/** The most memory that this process has held so far (VmHWM), in bytes; null where /proc does not say it. */
export function peakMemory() {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    return null
  }
}
