import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { ScaffoldError } from '../errors/scaffold-error.js'
import { asExample } from '../scaffold/as-example.js'
import { detectLanguage } from '../scaffold/detect-language.js'
import { findClassFile } from '../scaffold/find-class-file.js'
import { folderOf } from '../scaffold/folder-of.js'
import { parseClassName } from '../scaffold/parse-class-name.js'
import { renderTemplate } from '../scaffold/render-template.js'
import { tableFor } from '../scaffold/table-for.js'
import { writeNewFile } from '../scaffold/write-new-file.js'
import { loadProjectConfig, type ProjectOptions } from './load-project-config.js'

export interface MakeClassOptions extends ProjectOptions {
  readonly kind: 'factory' | 'seeder'
  /** As typed: `User`, `blog/Post`, `AdminSeeder`. */
  readonly name: string
  /** What to do if the file exists; `refuse` by default. */
  readonly existing?: 'refuse' | 'overwrite'
  /** Only tells what would be written. */
  readonly dryRun?: boolean | undefined
}

export interface MadeClass {
  readonly className: string
  /** Absolute path of the file written. */
  readonly file: string
  /** The table a factory was given; undefined for a seeder. */
  readonly table: string | undefined
  readonly content: string
  /** A file was there before. */
  readonly overwritten: boolean
}

/** Names that the factory template imports: a row type called so would hide them. */
const IMPORTED = new Set(['Attributes', 'Factory', 'Insertable'])

/** Writes a new factory or seeder file from the templates, in the first folder the configuration names. */
export async function makeClass(options: MakeClassOptions): Promise<MadeClass> {
  const suffix = options.kind === 'factory' ? 'Factory' : 'Seeder'
  const name = parseClassName(options.name, suffix)
  const config = await loadProjectConfig(options)
  const folder = folderOf(options.kind === 'factory' ? config.factories : config.seeders)
  const language = detectLanguage(config.root)
  const path = [...name.folders, name.className + language.extension].join('/')
  await checkFree(config.root, folder, name.className, path)
  const table = options.kind === 'factory' ? tableFor(name.base) : undefined
  const content = await renderTemplate(options.kind, language.variant, {
    Class: name.className,
    Row: IMPORTED.has(name.base) ? `${name.base}Row` : name.base,
    table: table ?? '',
  })
  const untouched = await holds(resolve(config.root, folder, path), asExample(content))
  const existing = untouched ? 'overwrite' : (options.existing ?? 'refuse')
  const target = resolve(config.root, folder, path)
  const overwritten = existsSync(target) && !untouched
  if (options.dryRun === true && overwritten && existing === 'refuse') throw ScaffoldError.fileExists({ file: relative(config.root, target) })
  const file = options.dryRun === true ? target : await writeNewFile({ root: config.root, folder, path, content, existing })
  return { className: name.className, file, table, content, overwritten }
}

async function holds(file: string, content: string): Promise<boolean> {
  return (await readFile(file, 'utf8').catch(() => undefined)) === content
}

/** Two classes of one name stop every later run, so a name is refused while it is still a name. */
async function checkFree(root: string, folder: string, className: string, path: string): Promise<void> {
  const base = resolve(root, folder)
  const taken = await findClassFile(base, className)
  if (taken === undefined || taken === resolve(base, path)) return
  throw ScaffoldError.nameTaken({ className, file: relative(root, taken) })
}
