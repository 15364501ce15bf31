import type { InitializedProject } from '../app/init-project.js'

/** What `init` did, and what comes next. */
export function initLines({ files, install }: InitializedProject): readonly string[] {
  const [config, factory, seeder] = files
  const steps = [
    ['npx seedkit db:seed', `runs ${seeder?.path ?? 'DatabaseSeeder'}`],
    ['npx seedkit make:factory Post', 'writes the factory of another table'],
    ['npx seedkit list', 'shows what there is'],
  ]
  if (install !== undefined) steps.unshift([install, 'installs the driver of the database'])
  const width = Math.max(...steps.map(([command = '']) => command.length))
  return [
    ...files.map(({ path, status }) => `${status === 'created' ? 'Created' : 'Kept'.padEnd(7)} ${path}`),
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
