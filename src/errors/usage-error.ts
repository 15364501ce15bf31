import { didYouMean } from '../support/did-you-mean.js'
import { SeedkitError } from './seedkit-error.js'

interface Subject {
  readonly factory: string
}

/** What was typed in the shell asks for something that the project does not have. Found before anything is connected to. */
export class UsageError extends SeedkitError {
  static unknownState({ factory, state, known }: Subject & { readonly state: string; readonly known: readonly string[] }): UsageError {
    return new UsageError({
      code: 'SEEDKIT_UNKNOWN_STATE',
      message: `${factory} has no state or trait "${state}".`,
      hint: suggestion(state, known),
    })
  }

  static stateWithParameters({ factory, state }: Subject & { readonly state: string }): UsageError {
    return new UsageError({
      code: 'SEEDKIT_STATE_WITH_PARAMETERS',
      message: `${state}() of ${factory} takes parameters, which cannot be given in a shell.`,
      hint: 'Call it in a seeder, or give the values it sets with --set column=value.',
    })
  }

  static noState({ factory, state }: Subject & { readonly state: string }): UsageError {
    return new UsageError({
      code: 'SEEDKIT_NO_STATE',
      message: `${state}() of ${factory} is a method, but no state: it does not give a ${factory}.`,
      hint: 'A state returns this.state(…), or what another chain of calls gives.',
    })
  }

  static countGivenTwice({ relation }: { readonly relation: string }): UsageError {
    return new UsageError({
      code: 'SEEDKIT_COUNT_GIVEN_TWICE',
      message: `--has was given a count for "${relation}" twice.`,
      hint: 'Give each relation once; the rows below it go in further options: --has=posts:3 --has=posts.comments:2.',
    })
  }

  static targetMissing({ factory, relation, known }: Subject & { readonly relation: string; readonly known: readonly string[] }): UsageError {
    return new UsageError({
      code: 'SEEDKIT_TARGET_MISSING',
      message: `Relation "${relation}" of ${factory} leads to several tables, and --for does not say to which.`,
      hint: `Write --for=${relation}:${known[0]?.replace(/Factory$/, '') ?? 'Post'}, with ":" and a key behind it for a row that is there. Its targets: ${known.join(', ')}.`,
    })
  }

  /** A part of a row asked for the database, and a preview has none. */
  static previewNeedsDatabase({ factory, cause }: Subject & { readonly cause: SeedkitError }): UsageError {
    return new UsageError({
      code: 'SEEDKIT_PREVIEW_NEEDS_DATABASE',
      message: `A row of ${factory} cannot be shown without a database: ${cause.message}`,
      hint: 'Run the command with --parents: the rows are made in a transaction that is rolled back.',
      cause,
    })
  }

  static nameOrAll({ both }: { readonly both: boolean }): UsageError {
    return new UsageError({
      code: 'SEEDKIT_NAME_OR_ALL',
      message: both ? 'make:factory was given a name and --all.' : 'make:factory was given neither a name nor --all.',
      hint: 'Write "make:factory User" for one table, or "make:factory --all" for all of them.',
    })
  }

  static onlyWithAll(): UsageError {
    return new UsageError({
      code: 'SEEDKIT_ONLY_WITH_ALL',
      message: '--only and --except choose among all tables.',
      hint: 'Use them with --all; the table of one class is named by --table.',
    })
  }

  /** A fault that the factories found in what was typed. */
  static of(cause: SeedkitError): UsageError {
    return new UsageError({ code: cause.code, message: cause.message, hint: cause.hint, cause })
  }
}

function suggestion(name: string, known: readonly string[]): string {
  const near = didYouMean(name, known)
  const list = known.length === 0 ? 'It has none.' : `Known: ${known.map((each) => `"${each}"`).join(', ')}.`
  return near === undefined ? list : `Did you mean "${near}"? ${list}`
}
