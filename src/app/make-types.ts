import { readFile } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import { ScaffoldError } from '../errors/scaffold-error.js'
import { detectLanguage } from '../scaffold/detect-language.js'
import { printTypes, TYPES_HEADER } from '../scaffold/print/print-types.js'
import { selectTables } from '../scaffold/select-tables.js'
import { writeNewFile } from '../scaffold/write-new-file.js'
import { loadProjectConfig, type ProjectOptions } from './load-project-config.js'
import type { MadeFile } from './made-file.js'
import { readProjectSchema, type SchemaOptions } from './read-project-schema.js'

export interface MakeTypesOptions extends ProjectOptions, SchemaOptions {
  readonly only?: readonly string[] | undefined
  readonly except?: readonly string[] | undefined
  /** Relative to the config; `database/types.ts` by default, in a project of JavaScript `database/types.d.ts`. */
  readonly output?: string | undefined
  /** Writes over a file that make:types has not written. */
  readonly force?: boolean | undefined
  readonly dryRun?: boolean | undefined
}

export interface MadeTypes {
  readonly file: MadeFile
  /** How many tables there are in it. */
  readonly tables: number
}

/** Writes the types of the tables' rows into one file, anew each time. */
export async function makeTypes(options: MakeTypesOptions): Promise<MadeTypes> {
  const config = await loadProjectConfig(options)
  const { schema, plain } = await readProjectSchema(config, options)
  const tables = selectTables(schema, { only: options.only ?? [], except: options.except ?? [] })
  const content = printTypes(schema, tables, plain)
  const standard = detectLanguage(config.root).variant === 'ts' ? 'database/types.ts' : 'database/types.d.ts'
  const file = resolve(config.root, options.output ?? standard)
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before !== undefined && !before.startsWith(TYPES_HEADER) && options.force !== true) throw ScaffoldError.fileExists({ file: relative(config.root, file) })
  if (options.dryRun !== true) await writeNewFile({ root: config.root, folder: relative(config.root, dirname(file)) || '.', path: basename(file), content, existing: 'overwrite' })
  const status = before === undefined ? 'created' : before === content ? 'unchanged' : 'rewritten'
  return { file: { file, table: undefined, status, content, notes: [] }, tables: tables.length }
}
