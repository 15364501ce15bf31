/** A Date as it comes back from a column that keeps so many digits of a second: those beyond are cut. Only years 0 to 9999 are sure. */
export function foretellDate(date: Date, digits: number): Date | undefined {
  const time = date.getTime()
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) return undefined
  const unit = digits >= 3 ? 1 : 10 ** (3 - digits)
  return new Date(Math.floor(time / unit) * unit)
}
