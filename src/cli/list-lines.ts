import type { FactoryListing } from '../app/describe-factory.js'
import type { ProjectListing, SeederListing } from '../app/list-project.js'
import { displayPath } from '../support/display-path.js'

/** A project's factories and seeders for people, indented, or for programs, one JSON object a line. */
export function listLines(listing: ProjectListing, format: 'json' | 'text', cwd: string): readonly string[] {
  if (format === 'json') {
    const factories = listing.factories.map((factory) => ({ type: 'factory', ...factory }))
    const seeders = listing.seeders.map((seeder) => ({ type: 'seeder', ...seeder }))
    return [...factories, ...seeders].map((entry) => JSON.stringify(entry))
  }
  return [
    ...section('Factories', listing.factories, (factory) => factoryLines(factory, cwd)),
    '',
    ...section('Seeders', listing.seeders, (seeder) => seederLines(seeder, cwd)),
  ]
}

function section<Entry>(title: string, entries: readonly Entry[], lines: (entry: Entry) => readonly string[]): string[] {
  return [`${title} (${entries.length})`, ...entries.flatMap(lines).map((line) => `  ${line}`)]
}

function factoryLines(factory: FactoryListing, cwd: string): readonly string[] {
  const relations = factory.relations.map(({ name, kind, factory: other }) => `${name} (${kind} ${other})`)
  return [
    `${factory.name}  ${displayPath(factory.file, cwd)}`,
    ...detail('table', factory.table === undefined ? [] : [factory.table]),
    ...detail('states', factory.states),
    ...detail('methods', factory.methods.map((name) => `${name}(…)`)),
    ...detail('traits', factory.traits),
    ...detail('relations', relations),
    ...detail('problem', factory.problem === undefined ? [] : [factory.problem]),
  ]
}

function seederLines({ name, file, description }: SeederListing, cwd: string): readonly string[] {
  return [`${name}  ${displayPath(file, cwd)}`, ...(description === undefined ? [] : [`  ${description}`])]
}

function detail(name: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`  ${`${name}:`.padEnd(11)}${values.join(', ')}`]
}
