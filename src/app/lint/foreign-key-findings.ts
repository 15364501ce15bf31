import { printedName } from '../../database/printed-name.js'
import { UnmadeKey } from '../../factory/unmade-key.js'
import type { DeclaredFactory } from './declared-factory.js'
import type { Finding } from './finding.js'
import type { LintForeignKey, LintTable } from './lint-table.js'
import { newFinding } from './new-finding.js'
import type { LintTables } from './read-tables.js'
import { relationEnds, type RelationEnd } from './relation-ends.js'

export interface ForeignKeyCase {
  readonly declared: DeclaredFactory
  readonly table: LintTable
  /** Rows as the factory would insert them; none where they could not be built. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** All factories of the project: relations may be declared at either end. */
  readonly project: readonly DeclaredFactory[]
  readonly tables: LintTables
}

/** Foreign keys of a factory's table that neither a relation nor a factory as a value knows of, and whose columns the factory does not fill by itself. */
export function foreignKeyFindings(known: ForeignKeyCase): readonly Finding[] {
  const ends = known.project.flatMap(endsOf)
  return known.table.foreignKeys.filter((key) => !ends.some((end) => isEndOf(end, key, known)) && !isValue(key, known)).map((key) => toFinding(key, known))
}

/** Those that do not fit together are findings of their own. */
function endsOf(declared: DeclaredFactory): readonly RelationEnd[] {
  return [...declared.model.relations.values()].flatMap((relation) => {
    try {
      return relationEnds(declared, relation)
    } catch {
      return []
    }
  })
}

/** A relation may fill a part of a composite key: the rest is the row's own (its tenant, its id). */
function isEndOf({ child, columns, parent }: RelationEnd, key: LintForeignKey, { table, tables }: ForeignKeyCase): boolean {
  if (tables.find(child)?.id !== table.id || parent === undefined || tables.find(parent)?.id !== key.parent) return false
  return columns.length > 0 && columns.every((column) => key.columns.includes(column))
}

/**
 * A factory of the parent's table as a value; or, where no factory makes parents, or their key is not what the foreign key refers to, so that no relation can
 * stand on it, whatever the factory gives.
 */
function isValue(key: LintForeignKey, { rows, project, tables }: ForeignKeyCase): boolean {
  const parents = project.filter(({ model }) => tables.find(model.table)?.id === key.parent)
  const makers = parents.map(({ name }) => name)
  const canRelate = parents.some(({ model }) => model.primaryKey.every((column) => key.foreignColumns.includes(column)))
  const values = rows.flatMap((row) => key.columns.map((column) => row[column]))
  if (values.some((value) => value instanceof UnmadeKey && makers.includes(value.factory))) return true
  return !canRelate && values.some((value) => value !== undefined)
}

function toFinding(key: LintForeignKey, { declared, table, project, tables }: ForeignKeyCase): Finding {
  const { name: factory } = declared
  const name = key.name === '' ? '' : ` "${key.name}"`
  const message = `Foreign key${name} of table "${table.label}" (${key.columns.join(', ')}) to "${key.parentName}" has no relation in ${factory}.`
  const maker = project.find(({ model }) => tables.find(model.table)?.id === key.parent)
  return newFinding({
    factory,
    severity: 'warning',
    kind: 'foreign-key',
    table: table.label,
    columns: key.columns,
    constraint: key.name === '' ? undefined : key.name,
    message,
    fix: `Add it to relations: ${relationCode(key, maker)}`,
  })
}

function relationCode({ columns, parentName }: LintForeignKey, maker: DeclaredFactory | undefined): string {
  const [column = ''] = columns
  const name = camelCase(columns.length === 1 ? column.replace(/_?id$/i, '') || parentName : parentName.split('.').at(-1) ?? parentName)
  const factory = maker?.name ?? `a factory of "${printedName(parentName)}"`
  const keys = columns.length === 1 ? `'${column}'` : `[${columns.map((each) => `'${each}'`).join(', ')}]`
  return `${name}: this.belongsTo(() => ${factory}, ${keys}).`
}

function camelCase(name: string): string {
  return name.replace(/[_\s-]+(\w)/g, (_, letter: string) => letter.toUpperCase())
}
