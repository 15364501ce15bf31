/**
 * A rate: `114k`, `9.4k`, `830`.
 * @param {number} rate
 */
export function perSecond(rate) {
  if (rate >= 10_000) return `${(rate / 1000).toFixed(0)}k`
  return rate >= 1000 ? `${(rate / 1000).toFixed(1)}k` : rate.toFixed(rate >= 100 ? 0 : 1)
}

/**
 * A quantity, with two or three digits that mean something; `-` where there is none.
 * @param {number | null | undefined} value
 */
export function quantity(value) {
  if (value === null || value === undefined) return '-'
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/**
 * @param {number | null | undefined} bytes
 */
export function megabytes(bytes) {
  return bytes === null || bytes === undefined ? '-' : (bytes / 1e6).toFixed(0)
}
