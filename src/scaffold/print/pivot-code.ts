import type { PivotValues } from '../plan/pivot-values.js'
import type { CodePlace } from './fit-code.js'
import { printObject, type CodeProperty } from './print-object.js'
import { propertyName } from './property-name.js'

const PARAMETERS = '(_parent, _related, _index, { faker }) =>'

/** The function that gives the values of a table of pairs; undefined where all are left to the database. */
export function pivotCode({ plain, following }: PivotValues, { indent, taken }: CodePlace): string | undefined {
  if (plain.length === 0) return undefined
  if (following.length === 0) return `${PARAMETERS} (${printObject(propertiesOf(plain), { indent, taken: taken + PARAMETERS.length + 3 })})`
  const inner = indent + 2
  const front = ' '.repeat(inner)
  const attributes = `${front}const attributes = ${printObject(propertiesOf(plain), { indent: inner, taken: inner + 19 })}`
  const whole = [{ name: undefined, code: '...attributes' }, ...propertiesOf(following)]
  return `${PARAMETERS} {\n${attributes}\n${front}return ${printObject(whole, { indent: inner, taken: inner + 7 })}\n${' '.repeat(indent)}}`
}

function propertiesOf(values: PivotValues['plain']): readonly CodeProperty[] {
  return values.map(({ column, expression }) => ({ name: propertyName(column), code: expression }))
}
