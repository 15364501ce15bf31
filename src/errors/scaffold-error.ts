import { SeedkitError } from './seedkit-error.js'

/** A file cannot be generated as asked. */
export class ScaffoldError extends SeedkitError {
  static invalidName(details: { readonly name: string; readonly fact: string; readonly hint?: string }): ScaffoldError {
    return new ScaffoldError({
      code: 'SEEDKIT_INVALID_NAME',
      message: `The name ${printable(details.name)} ${details.fact}.`,
      hint: details.hint ?? 'Give a class name such as "User", or "blog/Post" for a file in a subfolder.',
    })
  }

  static fileExists(details: { readonly file: string }): ScaffoldError {
    return new ScaffoldError({
      code: 'SEEDKIT_FILE_EXISTS',
      message: `"${details.file}" exists already.`,
      hint: 'Run the command again with --force to overwrite it.',
    })
  }

  static nameTaken(details: { readonly className: string; readonly file: string }): ScaffoldError {
    return new ScaffoldError({
      code: 'SEEDKIT_NAME_TAKEN',
      message: `"${details.file}" is already the place of a ${details.className}.`,
      hint: 'Class names are unique in a project, whatever the folder: choose another name.',
    })
  }

  static unknownTable(details: { readonly name: string; readonly suggestion: string | undefined; readonly schemas: readonly string[] }): ScaffoldError {
    const { name, suggestion, schemas } = details
    return new ScaffoldError({
      code: 'SEEDKIT_UNKNOWN_TABLE',
      message: `There is no table ${printable(name)} in ${schemas.map((schema) => `"${schema}"`).join(', ')}.`,
      hint: `${suggestion === undefined ? '' : `Did you mean "${suggestion}"? `}Name the table with --table, its schema with --schema, or write the plain template with --plain.`,
    })
  }

  static ambiguousTable(details: { readonly name: string; readonly tables: readonly string[] }): ScaffoldError {
    return new ScaffoldError({
      code: 'SEEDKIT_AMBIGUOUS_TABLE',
      message: `${printable(details.name)} may be any of these tables: ${details.tables.map((table) => `"${table}"`).join(', ')}.`,
      hint: `Say which: --table ${details.tables[0] ?? 'users'}.`,
    })
  }

  static tableHasFactory(details: { readonly table: string; readonly className: string; readonly file: string }): ScaffoldError {
    return new ScaffoldError({
      code: 'SEEDKIT_TABLE_HAS_FACTORY',
      message: `The table "${details.table}" has a factory already: ${details.className} in "${details.file}".`,
      hint: 'Add what is new in the table with --merge, or name the other class.',
    })
  }

  static cannotMerge(details: { readonly file: string; readonly table: string }): ScaffoldError {
    return new ScaffoldError({
      code: 'SEEDKIT_CANNOT_MERGE',
      message: `"${details.file}" holds no factory of "${details.table}" that can be read.`,
      hint: 'Write its table as a text in the class (readonly table = \'users\'), or write the file anew with --force.',
    })
  }

  static noTables(details: { readonly schemas: readonly string[]; readonly leftOut: number }): ScaffoldError {
    const others = details.leftOut === 0 ? '' : `, only views and the like (${details.leftOut})`
    return new ScaffoldError({
      code: 'SEEDKIT_NO_TABLES',
      message: `There is no table in ${details.schemas.map((schema) => `"${schema}"`).join(', ')}${others}.`,
      hint: 'Create the tables first (run your migrations), or name other schemas with --schema.',
    })
  }

  static nothingSelected(details: { readonly only: readonly string[]; readonly except: readonly string[]; readonly tables: readonly string[] }): ScaffoldError {
    const { only, except, tables } = details
    const wishes = [...only.map((glob) => `--only ${glob}`), ...except.map((glob) => `--except ${glob}`)].join(' ')
    return new ScaffoldError({
      code: 'SEEDKIT_NOTHING_SELECTED',
      message: `${wishes} leaves none of the ${tables.length} tables.`,
      hint: `There are ${tables.slice(0, 10).join(', ')}${tables.length > 10 ? ', …' : ''}. * stands for any part of a name, and a schema may stand in front.`,
    })
  }

  static badGenerator(details: { readonly key: string }): ScaffoldError {
    return new ScaffoldError({
      code: 'SEEDKIT_BAD_GENERATOR',
      message: `What the configuration's generators give for "${details.key}" is no expression of TypeScript.`,
      hint: "Write what is to stand behind the column in definition(), as a text: 'this.faker.string.numeric(6)', or \"'a text'\" with quotes of its own.",
    })
  }

  static outsideFolder(details: { readonly file: string; readonly folder: string }): ScaffoldError {
    return new ScaffoldError({
      code: 'SEEDKIT_OUTSIDE_FOLDER',
      message: `"${details.file}" leads out of "${details.folder}" through a symbolic link.`,
      hint: 'Replace the link by a real folder, or name the real folder in the configuration.',
    })
  }

  static cannotWrite(details: { readonly file: string; readonly cause: unknown }): ScaffoldError {
    const reason = details.cause instanceof Error && 'code' in details.cause ? String(details.cause.code) : 'unknown reason'
    return new ScaffoldError({
      code: 'SEEDKIT_CANNOT_WRITE',
      message: `"${details.file}" cannot be written (${reason}).`,
      hint: 'Check that the folder is a folder and may be written to.',
      cause: details.cause,
    })
  }
}

/** A name as typed may hold control characters or be very long: neither belongs on a terminal. */
function printable(name: string): string {
  const escaped = JSON.stringify(name)
  return escaped.length > 60 ? `${escaped.slice(0, 56)}…"` : escaped
}
