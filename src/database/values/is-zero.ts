/** Whether an encoded value is the number 0 to a column of numbers. */
export function isZero(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' && Number(value) === 0 : (typeof value === 'number' || typeof value === 'boolean') && Number(value) === 0
}
