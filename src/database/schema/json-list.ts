/** A list of names that a catalogue query gives as JSON, parsed or not: that depends on the driver's settings. */
export function jsonList(value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? JSON.parse(value) : value
  return Array.isArray(list) ? list.map(String) : []
}
