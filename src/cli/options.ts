import { InvalidArgumentError, Option } from 'commander'

/** Options that several commands share, spelled in one place. Commands read them by these names. */
export interface SharedFlags {
  readonly cwd?: string
  readonly config?: string
  readonly env?: string
  readonly debug?: boolean
}

export const cwdOption = (): Option =>
  new Option('--cwd <folder>', 'folder to work in').argParser(nonEmpty)

export const configOption = (): Option =>
  new Option('--config <file>', 'configuration file (default: searched for)').argParser(nonEmpty)

export const envOption = (): Option =>
  new Option('--env <name>', 'environment, for a knexfile or a configuration that asks for it').argParser(nonEmpty)

export const debugOption = (): Option => new Option('--debug', 'show stacks and causes of errors')

export const jsonOption = (description: string): Option => new Option('--json', description)

/** What follows an option or an argument must not be empty: an unset shell variable is a mistake, not a wish. */
export function nonEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.')
  return value
}

/** Seeds are integers that JavaScript holds exactly. */
export function parseSeed(value: string): number {
  const seed = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(seed)) {
    throw new InvalidArgumentError(`It is not an integer from 0 to ${Number.MAX_SAFE_INTEGER}.`)
  }
  return seed
}
