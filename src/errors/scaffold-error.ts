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
