import { runInThisContext } from 'node:vm'
import ts from 'typescript-6.0'
import type { DatabaseTable } from '../../../../src/database/schema/database-schema.js'
import { Factory } from '../../../../src/factory/factory.js'
import type { Session } from '../../../../src/factory/session.js'
import type { ColumnGenerator, GeneratorOptions, GivenColumn } from '../../../../src/scaffold/generators/column-generator.js'
import { generatorsFor } from '../../../../src/scaffold/generators/generators-for.js'

type Row = Record<string, unknown>
/** A factory class as `make:factory` would write it, without its types. */
export type MadeFactory = new (session: Session) => Factory<Row, Row>

/** Compiles the expressions of a table to a factory. `parents` gives foreign key columns: a factory class by column. */
export function factoryFor(table: DatabaseTable, options: GeneratorOptions = {}, parents: Readonly<Record<string, () => MadeFactory>> = {}): MadeFactory {
  return factoryOf(table, generatorsFor(table, options), parents)
}

export function factoryOf(table: DatabaseTable, generators: readonly ColumnGenerator[], parents: Readonly<Record<string, () => MadeFactory>> = {}): MadeFactory {
  const definition = compile(generators.filter((one) => one.kind !== 'left out'))
  return class extends Factory<Row, Row> {
    readonly table = table.name
    override readonly primaryKey: readonly string[] | string = table.primaryKey.length === 1 ? String(table.primaryKey[0]) : table.primaryKey
    definition(): Row {
      const keys = Object.fromEntries(Object.entries(parents).map(([name, parent]) => [name, this.factory(parent())]))
      return { ...keys, ...definition.call(this) }
    }
  }
}

function compile(given: readonly GivenColumn[]): (this: unknown) => Row {
  const constants: Readonly<Record<string, string>> = Object.assign({}, ...given.map((one) => one.constants))
  const attributes = given.map(({ column, expression }) => `${JSON.stringify(column)}: ${expression},`).join('\n')
  const source = `${Object.values(constants).join('\n')}\nreturn function () { return {\n${attributes}\n} }`
  const isTyped = Object.values(constants).some((constant) => constant.includes(': Readonly'))
  const made = `(function () { ${source} })()`
  const script = isTyped ? ts.transpile(made, { target: ts.ScriptTarget.ES2023 }) : made
  // The text is what a factory file would hold: there is no other way to run it.
  return runInThisContext(script) as (this: unknown) => Row // what the text returns
}
