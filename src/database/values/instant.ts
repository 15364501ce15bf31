/** `2024-05-06 07:08:09.012`, in UTC. Years beyond 9999 or before 0 are refused by giving undefined. */
export function formatInstant(date: Date): string | undefined {
  const time = date.getTime()
  const day = Math.floor(time / DAY)
  const text = days.get(day) ?? dayText(date, day)
  if (text === undefined) return undefined
  // With a column of Dates, this is what a row costs most: few strings, and none of them put together twice.
  const rest = time - day * DAY
  return `${text}${minutes[Math.floor(rest / 60_000)] ?? ''}${seconds[Math.floor(rest / 1000) % 60] ?? ''}${three(rest % 1000)}`
}

const DAY = 86_400_000
/** More days than these are rare, and would only take memory. */
const MOST_DAYS = 20_000
/** `2024-05-06 `, by days since 1970. A pure function's memory. */
const days = new Map<number, string>()

function dayText(date: Date, day: number): string | undefined {
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) return undefined
  const text = `${two(Math.floor(year / 100))}${two(year % 100)}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())} `
  if (days.size >= MOST_DAYS) days.clear()
  days.set(day, text)
  return text
}

const pairs: readonly string[] = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))
/** `07:08:` */
const minutes: readonly string[] = Array.from({ length: 1440 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:`)
/** `09.` */
const seconds: readonly string[] = Array.from({ length: 60 }, (_, second) => `${two(second)}.`)

function two(number: number): string {
  return pairs[number] ?? ''
}

function three(number: number): string {
  return `${Math.floor(number / 100)}${two(number % 100)}`
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

/** A moment by its milliseconds; undefined beyond what a Date holds. */
export function instantOf(milliseconds: number): Date | undefined {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? undefined : date
}
