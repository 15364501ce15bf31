import { fitCode, LINE_WIDTH } from './fit-code.js'

/** One property of an object literal, or a spread. */
export interface CodeProperty {
  /** undefined for a spread, whose code begins with dots. */
  readonly name: string | undefined
  readonly code: string
}

/** An object literal: on one line where it has one short property, else as `printLines()` does. */
export function printObject(properties: readonly CodeProperty[], { indent, taken }: { readonly indent: number; readonly taken: number }): string {
  const short = `{ ${properties.map(({ name, code }) => (name === undefined ? code : `${name}: ${code}`)).join(', ')} }`
  return properties.length === 1 && taken + short.length <= LINE_WIDTH && !short.includes('\n') ? short : printLines(properties, indent)
}

/** An object literal with a line for each property: more will come. */
export function printLines(properties: readonly CodeProperty[], indent: number): string {
  if (properties.length === 0) return '{}'
  const inner = ' '.repeat(indent + 2)
  return `{\n${properties.map((property) => `${inner}${propertyLine(property, indent + 2)}\n`).join('')}${' '.repeat(indent)}}`
}

/** A property with its comma, as it stands on a line of its own. */
export function propertyLine({ name, code }: CodeProperty, indent: number): string {
  const front = name === undefined ? '' : `${name}: `
  return `${front}${fitCode(code, { indent, taken: indent + front.length + 1 })},`
}
