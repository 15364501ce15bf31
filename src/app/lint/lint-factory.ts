import { creationFailure, type CreationFailure } from './creation-failure.js'
import type { DeclaredFactory } from './declared-factory.js'
import { determinismFindings } from './determinism-findings.js'
import type { Finding } from './finding.js'
import { foreignKeyFindings } from './foreign-key-findings.js'
import type { LintContext } from './lint-context.js'
import { subjectsOf, type LintSubject } from './lint-subject.js'
import { newFinding } from './new-finding.js'
import { primaryKeyFindings } from './primary-key-findings.js'
import { relationFindings } from './relation-findings.js'
import { trySubject, type SubjectTrial, type TwoRowLists } from './try-subject.js'
import { uniqueFindings } from './unique-findings.js'
import { valueFindings } from './value-findings.js'

/** What was found of one factory. */
export interface FactoryReport {
  readonly findings: readonly Finding[]
  readonly failures: readonly CreationFailure[]
  readonly notes: readonly string[]
  /** States and traits that were tried. */
  readonly states: readonly string[]
}

/** Creates a factory and every state and trait of it once, and holds it against its live table. */
export async function lintFactory(context: LintContext, declared: DeclaredFactory): Promise<FactoryReport> {
  const { tables, project } = context
  const { subjects, findings: unusable } = subjectsOf(declared)
  const trials: { readonly subject: LintSubject; readonly trial: SubjectTrial }[] = []
  for (const subject of subjects) trials.push({ subject, trial: await trySubject(context, declared, subject) })
  const table = tables.find(declared.model.table)
  const rows = trials[0] === undefined ? [] : builtRows(trials[0].trial).first
  const drift =
    table === undefined
      ? [missingTable(context, declared)]
      : [...primaryKeyFindings(declared, table), ...foreignKeyFindings({ declared, table, rows, project, tables })]
  const ofSubjects = trials.map(({ subject, trial }) => ({ subject, findings: subjectFindings(context, declared, subject, trial) }))
  return {
    findings: [...drift, ...relationFindings(declared, tables), ...unusable, ...uniqueFindings(ofSubjects)],
    failures: trials.flatMap(({ subject, trial }) => failuresOf(declared, subject, trial)),
    notes: trials.flatMap(({ subject, trial }) => notesOf(subject, trial)),
    states: subjects.flatMap(({ state }) => state ?? []),
  }
}

function builtRows({ builds }: SubjectTrial): TwoRowLists {
  return builds.state === 'done' ? builds.value : { first: [], second: [] }
}

function missingTable({ tables }: LintContext, { name: factory, model }: DeclaredFactory): Finding {
  const message = `Table "${model.tableLabel}" of ${factory} does not exist.`
  return newFinding({ factory, kind: 'missing-table', table: model.tableLabel, message, fix: tables.hint(model.table) })
}

function subjectFindings(context: LintContext, { name: factory, model }: DeclaredFactory, subject: LintSubject, trial: SubjectTrial): readonly Finding[] {
  const { database, tables } = context
  const { first, second } = builtRows(trial)
  const table = tables.find(model.table)
  const other = determinismFindings({ factory, table: model.tableLabel, subject, first, second })
  if (table === undefined) return other
  const isCreated = trial.creation?.state === 'done'
  return [...valueFindings({ factory, subject, rows: first, table, isCreated, takesAnyValue: database.dialect.takesAnyValue }), ...other]
}

/** Where there is no table, a row that could not even be built is a failure too. */
function failuresOf({ name }: DeclaredFactory, subject: LintSubject, { builds, creation }: SubjectTrial): readonly CreationFailure[] {
  const tried = creation ?? builds
  return tried.state === 'failed' ? [creationFailure(name, subject, tried.error)] : []
}

function notesOf({ label }: LintSubject, { builds, creation }: SubjectTrial): readonly string[] {
  if (builds.state === 'done' || creation?.state !== 'done') return []
  const reason = builds.error instanceof Error ? builds.error.message : String(builds.error)
  return [`${label} cannot be built apart from its parents, so its values were not compared: ${reason}`]
}
