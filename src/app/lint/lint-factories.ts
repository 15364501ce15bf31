import type { Database, StatementLabel } from '../../database/database.js'
import type { TableName } from '../../database/table-name.js'
import { SeedkitError } from '../../errors/seedkit-error.js'
import { detachedSession } from '../../factory/create-session.js'
import type { RandomOptions } from '../../factory/run-state.js'
import { declareFactory, type DeclaredFactory } from './declared-factory.js'
import type { Finding } from './finding.js'
import type { LintContext } from './lint-context.js'
import type { LintEvent } from './lint-event.js'
import { lintFactory, type FactoryReport } from './lint-factory.js'
import { mergeFindings } from './merge-findings.js'
import { newFinding } from './new-finding.js'
import type { LintPlan } from './plan-lint.js'
import { readTables } from './read-tables.js'
import { relationEnds } from './relation-ends.js'

export interface LintTask {
  readonly plan: LintPlan
  readonly random: RandomOptions
  readonly emit: (event: LintEvent) => void
  readonly signal: AbortSignal | undefined
}

export interface LintOutcome {
  readonly findings: readonly Finding[]
  /** Factories, states and traits. */
  readonly tried: number
}

const label: StatementLabel = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }

/** Lints the factories of a plan, one after another, on a transaction that somebody else rolls back. */
export async function lintFactories(database: Database, { plan, random, emit, signal }: LintTask): Promise<LintOutcome> {
  const { declared, unusable } = declareAll(plan, random)
  const tables = await readTables(database, [...declared.values()].flatMap(tablesOf), label)
  const context: LintContext = { database, tables, project: [...declared.values()], random }
  const reports: FactoryReport[] = []
  for (const name of plan.names) {
    signal?.throwIfAborted()
    const factory = declared.get(name)
    const started = performance.now()
    emit({ type: 'factory:start', factory: name })
    const report = factory === undefined ? { findings: unusable.get(name) ?? [], failures: [], notes: [], states: [] } : await lintFactory(context, factory)
    for (const message of report.notes) emit({ type: 'note', message })
    emit({ type: 'factory:done', factory: name, table: factory?.model.tableLabel, states: report.states, milliseconds: performance.now() - started })
    reports.push(report)
  }
  const findings = mergeFindings(reports.flatMap((report) => report.findings), reports.flatMap(({ failures }) => failures))
  const tried = plan.names.filter((name) => declared.has(name)).length + reports.reduce((sum, { states }) => sum + states.length, 0)
  return { findings: inOrder(findings, plan.names), tried }
}

interface Declarations {
  readonly declared: ReadonlyMap<string, DeclaredFactory>
  readonly unusable: ReadonlyMap<string, readonly Finding[]>
}

function declareAll({ found }: LintPlan, random: RandomOptions): Declarations {
  const session = detachedSession(random)
  const declared = new Map<string, DeclaredFactory>()
  const unusable = new Map<string, readonly Finding[]>()
  for (const each of found) {
    try {
      declared.set(each.name, declareFactory(session, each))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const fix = error instanceof SeedkitError ? error.hint : undefined
      unusable.set(each.name, [newFinding({ factory: each.name, kind: 'factory', message: `${each.name} cannot be used: ${reason}`, fix })])
    }
  }
  return { declared, unusable }
}

/** A factory's own table, and those that its relations lead to. */
function tablesOf(declared: DeclaredFactory): readonly TableName[] {
  const others = [...declared.model.relations.values()].flatMap((relation) => {
    try {
      return relationEnds(declared, relation).flatMap(({ child, parent }) => (parent === undefined ? [child] : [child, parent]))
    } catch {
      // A finding of its own, later.
      return []
    }
  })
  return [declared.model.table, ...others]
}

/** By factory, errors first, and its own faults before those of its states. */
function inOrder(findings: readonly Finding[], names: readonly string[]): readonly Finding[] {
  return findings.toSorted((a, b) => names.indexOf(a.factory) - names.indexOf(b.factory) || rank(a) - rank(b))
}

function rank({ severity, state }: Finding): number {
  return (severity === 'error' ? 0 : 2) + (state === undefined ? 0 : 1)
}
