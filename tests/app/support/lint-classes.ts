import { attachDatabase } from '../../../src/database/attach-database.js'
import { runInTransaction } from '../../../src/database/transaction.js'
import type { Finding } from '../../../src/app/lint/finding.js'
import type { LintEvent } from '../../../src/app/lint/lint-event.js'
import { lintFactories } from '../../../src/app/lint/lint-factories.js'
import type { LintPlan } from '../../../src/app/lint/plan-lint.js'
import type { Session } from '../../../src/factory/session.js'
import type { TestDatabase } from '../../support/databases.js'
import { recordStatements, type StatementRecorder } from '../../support/record-statements.js'

export interface Linted {
  readonly findings: readonly Finding[]
  readonly events: readonly LintEvent[]
  readonly recorder: StatementRecorder
  /** `error missing-value UserFactory age`, `warning foreign-key PostFactory.admin team_id`. */
  readonly short: readonly string[]
}

type AnyClass = abstract new (session: Session) => object

/** Lints factory classes as `lintProject()` does, after it has found them; `only` are names. */
export async function lintClasses(db: TestDatabase, classes: readonly AnyClass[], options: { readonly only?: readonly string[]; readonly refDate?: Date } = {}): Promise<Linted> {
  const recorder = recordStatements()
  const events: LintEvent[] = []
  const found = classes.map((each) => ({ name: each.name, file: `/project/${each.name}.ts`, class: each }))
  // What the connection is comes from the caller here.
  const plan = { found, names: options.only ?? found.map(({ name }) => name) } as unknown as LintPlan
  const random = { seed: 7, locale: 'en', refDate: options.refDate ?? new Date('2025-01-01T00:00:00Z') }
  const { findings } = await runInTransaction(
    db.knex,
    (trx) => {
      const database = attachDatabase(trx, { observer: recorder.observer, without: db.target.without, transaction: 'own' })
      return lintFactories(database, { plan, random, emit: (event) => void events.push(event), signal: undefined })
    },
    { wholeness: 'proved', rollback: 'always' },
  )
  return { findings, events, recorder, short: findings.map(shortly) }
}

function shortly({ severity, kind, factory, state, columns }: Finding): string {
  return [severity, kind, state === undefined ? factory : `${factory}.${state}`, columns.join('+')].filter((part) => part !== '').join(' ')
}
