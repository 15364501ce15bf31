import { readFile } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import type { ResolvedConfig } from '../config/resolved-config.js'
import type { DatabaseTable } from '../database/schema/database-schema.js'
import { asExample } from '../scaffold/as-example.js'
import { detectLanguage, type Language } from '../scaffold/detect-language.js'
import { existingFactories } from '../scaffold/existing-factories.js'
import { findClassFile } from '../scaffold/find-class-file.js'
import { folderOf } from '../scaffold/folder-of.js'
import type { FactoryFile } from '../scaffold/merge/factory-file.js'
import { mergeFactory } from '../scaffold/merge/merge-factory.js'
import type { FactoryPlan } from '../scaffold/plan/factory-plan.js'
import { printFactory } from '../scaffold/print/print-factory.js'
import type { ProjectPlan } from '../scaffold/project-plan.js'
import { renderTemplate } from '../scaffold/render-template.js'
import { writeNewFile } from '../scaffold/write-new-file.js'
import type { MadeFile } from './made-file.js'

/** What to do with files that are there. */
export type ExistingFiles = 'keep' | 'overwrite' | 'merge'

/** The factory files of a project: those that are there, and the writing of others. */
export class FactoryFiles {
  readonly config: ResolvedConfig
  readonly language: Language
  /** Where new files go, absolute. */
  readonly folder: string
  /** Factories that somebody has written. */
  readonly existing: readonly FactoryFile[]
  /** The example of init, if it is as init wrote it. */
  readonly example: string | undefined

  private constructor(config: ResolvedConfig, existing: readonly FactoryFile[], example: string | undefined) {
    this.config = config
    this.language = detectLanguage(config.root)
    this.folder = resolve(config.root, folderOf(config.factories))
    this.existing = existing.filter(({ file }) => file !== example)
    this.example = example
  }

  static async read(config: ResolvedConfig): Promise<FactoryFiles> {
    const { variant } = detectLanguage(config.root)
    const existing = await existingFactories(config.root, config.factories)
    const template = asExample(await renderTemplate('factory', variant, { Class: 'UserFactory', Row: 'User', table: 'users' }))
    return new FactoryFiles(config, existing, existing.find(({ text }) => text === template)?.file)
  }

  /** Writes the factories of tables, or tells what would be written. */
  async write(project: ProjectPlan, tables: readonly DatabaseTable[], { existing, dryRun }: { readonly existing: ExistingFiles; readonly dryRun: boolean }): Promise<readonly MadeFile[]> {
    const plans = project.factories.filter(({ table }) => tables.includes(table))
    const taken = new Map<DatabaseTable, string>()
    for (const { table, names } of plans) {
      const file = project.existing.has(table) ? undefined : await findClassFile(this.folder, names.factory)
      if (file !== undefined && file !== this.example) taken.set(table, file)
    }
    const written = new Set(plans.map(({ table }) => table).filter((table) => (project.existing.has(table) ? existing !== 'keep' : !taken.has(table) || existing === 'overwrite')))
    const refused = existing === 'merge' ? await refusedTables(project, plans, written) : new Set<DatabaseTable>()
    const made: MadeFile[] = []
    for (const plan of plans) {
      const { table } = plan
      const source = project.sourceOf(plan, written)
      const file = taken.get(table) ?? project.fileOf(table)
      const found = project.existing.get(table)
      const base = { file, table: table.name, notes: [] }
      if (!written.has(table)) {
        const notes = taken.has(table) ? [`it holds no factory of "${table.name}" that can be read`] : []
        made.push({ ...base, status: 'kept', content: undefined, notes })
      } else if (found !== undefined && existing === 'merge') {
        const merged = await mergeFactory(source, found, (relation) => project.hasRelation(table, relation) || (relation.kind !== 'belongsTo' && refused.has(relation.related)))
        made.push({ ...base, ...merged })
      } else {
        made.push({ ...base, status: found === undefined && !taken.has(table) ? 'created' : 'rewritten', content: printFactory(source) })
      }
    }
    if (!dryRun) for (const { file, content } of made) if (content !== undefined) await this.put(file, content)
    return made
  }

  /** Writes a file whole, over one that is there. */
  async put(file: string, content: string): Promise<void> {
    await writeNewFile({ root: this.config.root, folder: relative(this.config.root, dirname(file)) || '.', path: basename(file), content, existing: 'overwrite' })
  }

  /** Whether a file has just this in it. */
  async holds(file: string, content: string): Promise<boolean> {
    return (await readFile(file, 'utf8').catch(() => undefined)) === content
  }
}

/** Tables whose files cannot be merged. What is new in them is not there for others to name: relations that lead to them wait. */
async function refusedTables(project: ProjectPlan, plans: readonly FactoryPlan[], written: ReadonlySet<DatabaseTable>): Promise<ReadonlySet<DatabaseTable>> {
  const refused = new Set<DatabaseTable>()
  for (const plan of plans) {
    const found = project.existing.get(plan.table)
    if (found === undefined) continue
    const { status } = await mergeFactory(project.sourceOf(plan, written), found, (relation) => project.hasRelation(plan.table, relation))
    if (status === 'unreadable') refused.add(plan.table)
  }
  return refused
}
