import { InvalidArgumentError, Option, type Command } from 'commander'

/** Options that several commands share, spelled in one place. Commands read them by these names. */
export interface SharedFlags {
  readonly cwd?: string
  readonly config?: string
  readonly env?: string
  readonly debug?: boolean
}

/** Options of every command that writes to a database in a run. */
export interface RunFlags extends SharedFlags {
  readonly connection?: string
  readonly seed?: number
  readonly foreignKeys?: 'check' | 'verify'
  readonly force?: boolean
  readonly dryRun?: boolean
  readonly explain?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
}

export function addRunOptions(command: Command): Command {
  return command
    .addOption(connectionOption())
    .addOption(envOption())
    .addOption(seedOption())
    .addOption(new Option('--foreign-keys <mode>', 'check foreign keys row by row (check), or once (verify)').choices(['check', 'verify']))
    .option('--dry-run', 'run everything, show the counts, roll back')
    .addOption(new Option('--explain', 'show why the rows of each table were made').conflicts('quiet'))
    .option('--force', 'run even against what may be production')
    .addOption(jsonOption('print one JSON event a line on stdout, all else on stderr').conflicts('quiet'))
    .option('--quiet', 'print nothing but errors')
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
}

export const connectionOption = (): Option => new Option('--connection <name>', 'connection of the configuration').argParser(nonEmpty)

export const seedOption = (): Option =>
  new Option('--seed <number>', 'seed of the random values: the same one gives the same rows').argParser(parseSeed)

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
function parseSeed(value: string): number {
  const seed = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(seed)) {
    throw new InvalidArgumentError(`It is not an integer from 0 to ${Number.MAX_SAFE_INTEGER}.`)
  }
  return seed
}

/** `--class A,B` is `--class A --class B`: no name holds a comma. */
export function collectNames(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').map((name) => nonEmpty(name.trim()))]
}

/** `column=value`, gathered by column; everything behind the first `=` is the value. */
export function collectValues(value: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = value.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It is not column=value.')
  return { ...before, [value.slice(0, at).trim()]: value.slice(at + 1) }
}

/** A number of rows. */
export function parseCount(value: string): number {
  const count = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(count)) throw new InvalidArgumentError('It is not a whole number from 0 on.')
  return count
}

/** `posts:3`, `posts.comments:1-5`, `roles`: relations and a count. */
export function collectChildren(value: string, before: readonly ChildrenFlag[] = []): readonly ChildrenFlag[] {
  const [, path, from, to] = /^([^:.]+(?:\.[^:.]+)*)(?::(\d+)(?:-(\d+))?)?$/.exec(value.trim()) ?? []
  if (path === undefined) throw new InvalidArgumentError('It is not a relation and a count, such as posts:3, posts:1-5 or posts.comments:2.')
  const count = from === undefined ? undefined : to === undefined ? parseCount(from) : ([parseCount(from), parseCount(to)] as const)
  return [...before, { path: path.split('.'), count }]
}

export interface ChildrenFlag {
  readonly path: readonly string[]
  readonly count: number | readonly [min: number, max: number] | undefined
}

/** `team`, `team:7`, `commentable:Post:7`: a relation and what stands behind it. */
export function collectParents(value: string, before: readonly ParentFlag[] = []): readonly ParentFlag[] {
  const [relation = '', ...rest] = value.split(':')
  if (relation.trim() === '' || rest.at(-1) === '') throw new InvalidArgumentError('It is not a relation, or a relation and a key, such as team or team:7.')
  return [...before, { relation: relation.trim(), rest: rest.length === 0 ? undefined : rest.join(':') }]
}

export interface ParentFlag {
  readonly relation: string
  readonly rest: string | undefined
}
