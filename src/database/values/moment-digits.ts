interface Kept {
  readonly time: number
  readonly digits: string
}

const kept = new WeakMap<Date, Kept>()
const beyond = /\.\d{3}(\d*[1-9])/

/** The digits of a second that a Date has no place for: those after the milliseconds, without zeros at the end. */
export const momentDigits = {
  /** In a moment, or in seconds since 1970. */
  inText(text: string): string {
    return beyond.exec(text)?.[1] ?? ''
  },

  /** Those that a Date was read with; none once it was changed. */
  of(date: Date): string {
    const found = kept.get(date)
    return found === undefined || found.time !== date.getTime() ? '' : found.digits
  },

  keep(date: Date, digits: string): void {
    if (digits !== '') kept.set(date, { time: date.getTime(), digits })
  },

  /** A text that ends its seconds with milliseconds, with more digits after them. */
  added(text: string, digits: string): string {
    return digits === '' ? text : text.replace(/\.\d{3}(?!\d)/, (milliseconds) => milliseconds + digits)
  },
}
