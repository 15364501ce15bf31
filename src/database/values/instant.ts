/** `2024-05-06 07:08:09.012`, in UTC. Years beyond 9999 or before 1 are refused by giving undefined. */
export function formatInstant(date: Date): string | undefined {
  const text = date.toISOString()
  // Expanded years are printed with a sign.
  if (text.length !== 24) return undefined
  return `${text.slice(0, 10)} ${text.slice(11, 23)}`
}

const pattern =
  /^(\d{4,6})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)? ?(Z|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)?( BC)?$/

/** A date as databases and ISO 8601 print it. Without a zone it is taken for UTC, whatever the process's zone. */
export function parseInstant(text: string): Date | undefined {
  const found = pattern.exec(text)
  if (found === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone, era] = found
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  const date = new Date(0)
  // Year 0 is 1 BC.
  date.setUTCFullYear(era === undefined ? Number(year) : 1 - Number(year), Number(month) - 1, Number(day))
  date.setUTCHours(Number(hour), Number(minute), Number(second), milliseconds)
  // 30 February and the like would roll over into the next month.
  if (date.getUTCDate() !== Number(day)) return undefined
  return zone === undefined || zone === 'Z' ? date : new Date(date.getTime() - offsetOf(zone))
}

/** True where the text says which zone it is in. */
export function hasZone(text: string): boolean {
  return pattern.exec(text)?.[8] !== undefined
}

function offsetOf(zone: string): number {
  const digits = zone.slice(1).replaceAll(':', '')
  const seconds =
    Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4) || 0) * 60 + Number(digits.slice(4, 6) || 0)
  return (zone.startsWith('-') ? -seconds : seconds) * 1000
}
