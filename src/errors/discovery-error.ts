import { thrownMessage } from '../support/thrown-message.js'
import { SeedkitError } from './seedkit-error.js'

/** A file that was looked at and gave no class, with the reason. */
export interface PassedOverFile {
  readonly file: string
  readonly reason: string
}

/** A folder or glob that was searched. */
export interface SearchedPlace {
  readonly pattern: string
  readonly missing: boolean
}

const LISTED_AT_MOST = 10

/**
 * Factory or seeder files cannot be found, loaded or told apart.
 *
 * @example
 * try {
 *   await seedDatabase({ classes: ['Admni'] })
 * } catch (error) {
 *   if (error instanceof DiscoveryError) console.error(error.hint) // Did you mean "AdminSeeder"?
 * }
 */
export class DiscoveryError extends SeedkitError {
  /** No class in any of the folders; says which folders were searched and why each file in them was passed over. */
  static nothingFound(details: {
    readonly kinds: readonly { readonly name: string; readonly base: string }[]
    readonly searched: readonly SearchedPlace[]
    readonly passedOver: readonly PassedOverFile[]
  }): DiscoveryError {
    const { kinds, searched, passedOver } = details
    const places = searched.map(({ pattern, missing }) => `"${pattern}"${missing ? ` (${absence(pattern)})` : ''}`)
    const files = passedOver.slice(0, LISTED_AT_MOST).map(({ file, reason }) => `\n  "${file}": ${reason}`)
    const rest = passedOver.length - files.length
    if (rest > 0) files.push(`\n  and ${rest} more`)
    const report = files.length === 0 ? '' : `\nFiles passed over:${files.join('')}`
    const names = kinds.map(({ name }) => name).join(' or ')
    const bases = kinds.map(({ base }) => base).join(' or ')
    return new DiscoveryError({
      code: 'SEEDKIT_NOTHING_FOUND',
      message: `No ${names} is found; searched: ${places.join(', ') || 'nothing'}.${report}`,
      hint: `Export a class that extends ${bases} there, or name the right folder in the config.`,
    })
  }

  /** The folder is there, and may not be looked into. */
  static unreadableFolder({ folder, cause }: { readonly folder: string; readonly cause: unknown }): DiscoveryError {
    return new DiscoveryError({
      code: 'SEEDKIT_UNREADABLE_FOLDER',
      message: `The folder "${folder}" cannot be read: ${sentence(thrownMessage(cause))}`,
      hint: 'May you read it, and enter it?',
      cause,
    })
  }

  /** Two different classes have one name. */
  static duplicate(details: {
    readonly kind: string
    readonly name: string
    readonly files: readonly string[]
  }): DiscoveryError {
    const files = details.files.map((file) => `"${file}"`).join(' and ')
    return new DiscoveryError({
      code: 'SEEDKIT_DUPLICATE_CLASS',
      message: `"${details.name}" is the name of more than one ${details.kind}: ${files}.`,
      hint: 'Rename one of them: a class is called by its name alone.',
    })
  }

  /** The file, or one that it imports, does not compile or throws while it loads. */
  static cannotLoad(details: {
    readonly file: string
    /** `file:line:col` of the fault, if it is known. */
    readonly position?: string | undefined
    readonly reason: string
    readonly hint?: string | undefined
    readonly cause: unknown
  }): DiscoveryError {
    const { file, position, reason } = details
    const elsewhere = position !== undefined && !position.startsWith(`${file}:`)
    const subject = elsewhere || position === undefined ? file : position
    return new DiscoveryError({
      code: 'SEEDKIT_CANNOT_LOAD',
      message: `"${subject}" cannot be loaded${elsewhere ? `, because of "${position}"` : ''}: ${sentence(reason)}`,
      hint: details.hint,
      cause: details.cause,
    })
  }

  /** No seeder has that name. */
  static unknownSeeder(details: UnknownClass): DiscoveryError {
    return unknownClass('seeder', 'SEEDKIT_UNKNOWN_SEEDER', details)
  }

  /** No factory has that name. */
  static unknownFactory(details: UnknownClass): DiscoveryError {
    return unknownClass('factory', 'SEEDKIT_UNKNOWN_FACTORY', details)
  }
}

interface UnknownClass {
  readonly name: string
  readonly suggestion: string | undefined
  readonly known: readonly string[]
}

function unknownClass(kind: string, code: string, { name, suggestion, known }: UnknownClass): DiscoveryError {
  const names = known.map((one) => `"${one}"`).join(', ')
  const list = known.length === 0 ? `There is no ${kind} at all.` : `Known: ${names}.`
  return new DiscoveryError({
    code,
    message: `"${name}" is not a ${kind} of this project.`,
    hint: suggestion === undefined ? list : `Did you mean "${suggestion}"? ${list}`,
  })
}

function absence(pattern: string): string {
  return /[*?[{(]/.test(pattern) ? 'matches nothing' : 'does not exist'
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
