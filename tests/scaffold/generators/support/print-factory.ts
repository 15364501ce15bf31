import type { DatabaseTable } from '../../../../src/database/schema/database-schema.js'
import { columnType } from '../../../../src/scaffold/generators/column-type.js'
import type { ColumnGenerator } from '../../../../src/scaffold/generators/column-generator.js'

/** A factory file with these expressions, as strictly typed as `make:factory` writes it. Foreign keys are left out of the row. */
export function printFactory(table: DatabaseTable, generators: readonly ColumnGenerator[], name: string): string {
  const foreign = new Set(table.foreignKeys.flatMap(({ columns }) => columns))
  const columns = table.columns.filter((column) => !foreign.has(column.name))
  const given = generators.filter((one) => one.kind !== 'left out')
  const constants = Object.values(Object.assign({}, ...given.map((one) => one.constants)) as Record<string, string>) // texts by name
  const optional = columns.filter(({ name: column, defaultExpression, identity, computed }) => column !== 'id' && (defaultExpression !== undefined || identity || computed !== undefined))
  return `
import { Factory, type Attributes, type Insertable } from 'seedkit'
${constants.join('\n')}
export interface ${name} {
${columns.map((column) => `  ${JSON.stringify(column.name)}: ${columnType(column)}`).join('\n')}
}
export type New${name} = Insertable<${name}${optional.length === 0 ? '' : `, ${optional.map((column) => JSON.stringify(column.name)).join(' | ')}`}>
export class ${name}Factory extends Factory<${name}, New${name}> {
  readonly table = ${JSON.stringify(table.name)}
  override readonly primaryKey = [] as const
  definition(): Attributes<New${name}> {
    return {
${given.map(({ column, expression }) => `      ${JSON.stringify(column)}: ${expression},`).join('\n')}
    }
  }
}
`
}
