import { printedName } from '../../database/printed-name.js'
import { SeedkitError } from '../../errors/seedkit-error.js'
import { didYouMean } from '../../support/did-you-mean.js'
import type { RuntimeRelation } from '../../factory/runtime-relation.js'
import type { DeclaredFactory } from './declared-factory.js'
import type { Finding } from './finding.js'
import { newFinding } from './new-finding.js'
import type { LintTables } from './read-tables.js'
import { relationEnds, type RelationEnd } from './relation-ends.js'

/** Relations whose factories do not fit together, or whose tables or columns are not there. A factory's own table is looked at elsewhere. */
export function relationFindings(declared: DeclaredFactory, tables: LintTables): readonly Finding[] {
  return [...declared.model.relations.values()].flatMap((relation) => {
    try {
      return relationEnds(declared, relation).flatMap((end) => endFindings(declared, relation, end, tables))
    } catch (error) {
      return [unusable(declared, relation, error)]
    }
  })
}

function unusable({ name: factory, model }: DeclaredFactory, { name }: RuntimeRelation, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error)
  const fix = error instanceof SeedkitError ? error.hint : undefined
  return newFinding({ factory, kind: 'relation', table: model.tableLabel, message: `Relation "${name}" of ${factory} cannot be used: ${reason}`, fix })
}

function endFindings({ name: factory, model }: DeclaredFactory, relation: RuntimeRelation, { child, columns }: RelationEnd, tables: LintTables): readonly Finding[] {
  const table = tables.find(child)
  const subject = `Relation "${relation.name}" of ${factory}`
  const about = { factory, kind: 'relation', table: printedName(child), columns } as const
  if (table === undefined) {
    const isOwn = printedName(child) === model.tableLabel
    const message = `${subject} needs table "${printedName(child)}", which does not exist.`
    return isOwn ? [] : [newFinding({ ...about, message, fix: tables.hint(child) })]
  }
  const known = table.columns.map(({ name }) => name)
  return columns.filter((column) => !known.includes(column)).map((column) => {
    const near = didYouMean(column, known)
    const fix = near === undefined ? `Name one of its columns: ${known.join(', ')}.` : `Write "${near}" if that is what it is called now.`
    return newFinding({ ...about, columns: [column], message: `${subject} needs column "${column}", which table "${table.label}" does not have.`, fix })
  })
}
