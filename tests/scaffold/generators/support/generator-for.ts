import type { DatabaseTable } from '../../../../src/database/schema/database-schema.js'
import type { ColumnGenerator, GeneratorOptions } from '../../../../src/scaffold/generators/column-generator.js'
import { generatorsFor } from '../../../../src/scaffold/generators/generators-for.js'

/** What stands for one column of a table in the `definition()` of its factory; undefined where the table has no such column. */
export function generatorFor(column: string, table: DatabaseTable, options: GeneratorOptions = {}): ColumnGenerator | undefined {
  return generatorsFor(table, options).find((one) => one.column === column)
}
