import { UnmadeKey } from '../../factory/unmade-key.js'
import { didYouMean } from '../../support/did-you-mean.js'
import type { Finding } from './finding.js'
import type { LintSubject } from './lint-subject.js'
import type { LintColumn, LintTable } from './lint-table.js'
import { newFinding } from './new-finding.js'
import { valueFault } from './value-fault.js'

type Row = Readonly<Record<string, unknown>>

/** Rows of a subject as they would be inserted, and how the first of them fared. */
export interface BuiltRows {
  readonly factory: string
  readonly subject: LintSubject
  readonly rows: readonly Row[]
  readonly table: LintTable
  /** The database took a row like the first one: what it says of that is worth more than what the catalogue does. */
  readonly isCreated: boolean
  /** Columns of this database take values of other types than theirs. */
  readonly takesAnyValue: boolean
}

/** Columns that are gone or computed, columns without a value, and values that no longer fit. One finding a column and fault. */
export function valueFindings(built: BuiltRows): readonly Finding[] {
  const { rows, table } = built
  const given = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const known = new Map(table.columns.map((column) => [column.name, column]))
  return [
    ...given.flatMap((name) => {
      const column = known.get(name)
      return column === undefined ? [unknownColumn(built, name)] : [...computedColumn(built, column), ...misfit(built, column)]
    }),
    ...table.columns.flatMap((column) => missingValue(built, column)),
  ]
}

function unknownColumn(built: BuiltRows, name: string): Finding {
  const { subject, table } = built
  const near = didYouMean(name, table.columns.map((column) => column.name))
  const fix = near === undefined ? 'Leave it out, or run the migration that adds it.' : `Write "${near}" if that is what it is called now, or leave it out.`
  return newFinding({ ...about(built, name), kind: 'unknown-column', message: `${subject.label} gives "${name}", but table "${table.label}" has no such column.`, fix })
}

function computedColumn(built: BuiltRows, { name, generated, identity }: LintColumn): readonly Finding[] {
  if (!generated || identity) return []
  const { subject, table } = built
  const message = `${subject.label} gives "${name}", but the database computes this column of table "${table.label}".`
  return [newFinding({ ...about(built, name), kind: 'generated-column', message, fix: 'Leave it out.' })]
}

function missingValue(built: BuiltRows, column: LintColumn): readonly Finding[] {
  const { rows, subject, isCreated } = built
  const { name, type } = column
  if (column.nullable || column.identity || column.generated) return []
  const hasDefault = column.defaultExpression !== undefined
  // What the first row has done without, a trigger gives.
  const at = rows.findIndex((row, index) => !(index === 0 && isCreated) && (row[name] === null || (row[name] === undefined && !hasDefault)))
  if (at < 0 || (isCreated && (rows[0]?.[name] ?? undefined) === undefined)) return []
  const isNull = rows[at]?.[name] === null
  const message = isNull
    ? `${subject.label} gives NULL for "${name}", which is NOT NULL${placeOf(at)}.`
    : `${subject.label} gives no value for "${name}", which is NOT NULL and has no default${placeOf(at)}.`
  const fix = isNull ? 'Let it give a value for every row.' : `Add "${name}" (${type}) to ${built.factory}.definition().`
  return [newFinding({ ...about(built, name), kind: 'missing-value', message, fix })]
}

function misfit(built: BuiltRows, column: LintColumn): readonly Finding[] {
  const { rows, subject, isCreated, takesAnyValue, table } = built
  for (const [index, row] of rows.entries()) {
    const value = row[column.name]
    if (value === undefined || value === null || value instanceof UnmadeKey || isExpression(value)) continue
    const fault = valueFault(column, value)
    const isTaken = index === 0 && isCreated && (fault?.kind === 'word' || !takesAnyValue || (fault?.kind === 'type' && table.strict))
    if (fault === undefined || isTaken) continue
    return [newFinding({ ...about(built, column.name), kind: fault.kind, message: `${subject.label} ${fault.fact}${placeOf(index)}.`, fix: fault.fix })]
  }
  return []
}

/** `db.raw(…)` and the like: only the database knows what comes of it. */
function isExpression(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'toSQL' in value
}

function placeOf(index: number): string {
  return index === 0 ? '' : ` (row ${index + 1})`
}

function about({ factory, subject, table }: BuiltRows, column: string): Pick<Finding, 'factory' | 'state' | 'table' | 'columns'> {
  return { factory, state: subject.state, table: table.label, columns: [column] }
}
