const units = ['years', 'months', 'days', 'hours', 'minutes', 'seconds', 'milliseconds'] as const

/** `{ days: 1, hours: 2 }`, as the pg driver gives intervals, as PostgreSQL takes them; undefined for anything else. */
export function formatInterval(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return undefined
  const parts = Object.entries(value)
  const known = parts.every(([unit, amount]) => units.some((each) => each === unit) && typeof amount === 'number')
  return known ? `${parts.map(([unit, amount]) => `${Number(amount)} ${unit}`).join(' ')}` || '0' : undefined
}

/** `1 year 2 mons 3 days 04:05:06.789` as such an object, without the units that are 0. */
export function parseInterval(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw
  const amount = (pattern: RegExp): number => Number(pattern.exec(raw)?.[1] ?? 0)
  const [, sign = '', hours = '0', minutes = '0', seconds = '0', fraction = ''] = /([+-]?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(raw) ?? []
  const factor = sign === '-' ? -1 : 1
  const interval = {
    years: amount(/([+-]?\d+) years?/),
    months: amount(/([+-]?\d+) mons?/),
    days: amount(/([+-]?\d+) days?/),
    hours: Number(hours) * factor,
    minutes: Number(minutes) * factor,
    seconds: Number(seconds) * factor,
    milliseconds: (Number(fraction.padEnd(6, '0').slice(0, 6)) / 1000) * factor,
  }
  return Object.fromEntries(Object.entries(interval).filter(([, each]) => each !== 0))
}
