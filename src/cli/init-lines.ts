import type { InitializedProject } from '../app/init-project.js'
import { madeFactoriesLines } from './made-factories-lines.js'
import { madeLines } from './made-lines.js'

/** What `init` did, and what comes next. */
export function initLines({ files, install, tables, made }: InitializedProject, cwd: string | undefined): readonly string[] {
  const [config, factory, seeder] = files
  const steps = [
    ['npx seedkit db:seed', `runs ${seeder?.path ?? 'DatabaseSeeder'}`],
    made === undefined && tables > 0
      ? ['npx seedkit make:factory --all', `writes factories for the ${tables} ${tables === 1 ? 'table' : 'tables'} of the database`]
      : ['npx seedkit make:factory Post', 'writes the factory of another table'],
    ['npx seedkit list', 'shows what there is'],
  ]
  if (install !== undefined) steps.unshift([install, 'installs the driver of the database'])
  const width = Math.max(...steps.map(([command = '']) => command.length))
  return [
    ...files.map(({ path, status }) => `${status === 'created' ? 'Created' : 'Kept'.padEnd(7)} ${path}`),
    ...(made === undefined ? [] : [...madeLines(made.files, cwd), ...madeFactoriesLines(made)]),
    '',
    ...(factory?.status === 'created'
      ? [`${factory.path} fills the columns "name" and "id" of a table "users": make it fit yours, or create that table.`]
      : []),
    ...(config?.status === 'created' ? [`${config.path} says which database is seeded: check it.`] : []),
    '',
    'Next:',
    ...steps.map(([command = '', reason = '']) => `  ${command.padEnd(width)}  ${reason}`),
  ]
}
