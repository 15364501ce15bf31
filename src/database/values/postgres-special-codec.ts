import type { ColumnCodec } from './column-codec.js'
import { followGiven } from './follow-given.js'
import { formatInterval, parseInterval } from './postgres-interval.js'

/** What is special about a type; the rest is as for any other column. */
export interface SpecialCodec {
  /** Undefined: as any other value. */
  readonly encode: (value: unknown) => unknown
  readonly decode?: ColumnCodec['decode'] | undefined
  readonly read?: ColumnCodec['read']
}

/** Types that the driver knows as objects, or that are printed in the words of a locale. */
export function postgresSpecialCodec(type: string): SpecialCodec | undefined {
  if (type.startsWith('interval')) return { encode: formatInterval, decode: (raw, given) => (isPlain(given) ? parseInterval(raw) : raw) }
  if (type === 'point') return { encode: formatPoint, decode: (raw, given) => (isPlain(given) ? parsePoint(raw) : raw) }
  // Padded with spaces by PostgreSQL, stripped of them by MySQL.
  if (type.startsWith('character(')) return { encode: () => undefined, decode: (raw, given) => followGiven(typeof raw === 'string' && raw !== given ? raw.trimEnd() : raw, given) }
  if (type === 'money') return { encode: () => undefined, read: (quoted) => `cast(${quoted} as numeric)` }
  return undefined
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function formatPoint(value: unknown): unknown {
  return isPlain(value) && 'x' in value && 'y' in value ? `(${Number(value['x'])},${Number(value['y'])})` : undefined
}

function parsePoint(raw: unknown): unknown {
  const found = typeof raw === 'string' ? /^\((.+),(.+)\)$/.exec(raw) : null
  return found === null ? raw : { x: Number(found[1]), y: Number(found[2]) }
}
