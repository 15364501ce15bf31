import { spawnSync } from 'node:child_process'
import path from 'node:path'
import ts from 'typescript-6.0'
import { UserProject } from '../support/packed-package.js'
import { nodesOf, repository } from '../support/source-files.js'

const MODELS = path.join(repository, 'tests/docs/models')
const FACTORIES = ['User', 'Post', 'Comment', 'Team', 'Role', 'Profile', 'Image', 'Video']
const SEEDERS = ['User', 'Team', 'Role', 'Database']

/** Names that a snippet may use without saying where they are from. */
const KNOWN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['between', 'pivot', 'weighted', 'zipf', 'createSession', 'defineConfig', 'hasRelationship', 'runSeeder', 'runSeeders', 'seedDatabase', 'Factory', 'Seeder', 'ConfigError', 'ConnectionError',
      'DatabaseError', 'DiscoveryError', 'FactoryError', 'SafetyError', 'ScaffoldError', 'SeederError', 'SeedkitError'].map((name) => [name, `import { ${name} } from 'seedkit'`]),
  ),
  ...Object.fromEntries(['Attributes', 'Config', 'Insertable', 'Session'].map((name) => [name, `import type { ${name} } from 'seedkit'`])),
  ...Object.fromEntries(FACTORIES.map((name) => [`${name}Factory`, `import { ${name}Factory } from './database/factories/${name}Factory.js'`])),
  ...Object.fromEntries(['User', 'Post', 'Comment', 'Team'].map((name) => [name, `import type { ${name} } from './database/factories/${name}Factory.js'`])),
  ...Object.fromEntries(['User', 'Post', 'Comment', 'Team'].map((name) => [`New${name}`, `import type { New${name} } from './database/factories/${name}Factory.js'`])),
  ...Object.fromEntries(SEEDERS.map((name) => [`${name}Seeder`, `import { ${name}Seeder } from './database/seeders/${name}Seeder.js'`])),
  trx: "declare const trx: import('knex').Knex.Transaction",
  db: "declare const db: import('knex').Knex",
}
const FACTORY = (name: string): string => `import('seedkit').WithRelations<import('./database/factories/${name}Factory.js').${name}Factory>`
const ROW = (name: string): string => `import('./database/factories/${name}Factory.js').${name}`
/** Variables that examples take for granted. Some show factories, some show rows under these names: they are both. */
const MADE: Readonly<Record<string, string>> = {
  session: "declare const session: import('seedkit').Session",
  users: `declare const users: ${FACTORY('User')} & ${ROW('User')}[]`,
  roles: `declare const roles: ${FACTORY('Role')} & ${ROW('Role')}[]`,
  posts: `declare const posts: ${FACTORY('Post')}`,
  user: `declare const user: ${ROW('User')}`,
  RoleUser: "import type { RoleUser } from './database/factories/RoleFactory.js'",
  ConnectionConfig: "type ConnectionConfig = NonNullable<import('seedkit').Config['connections']>[string]",
}

const isPropertyName = ({ parent, text }: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name.getText() === text

/** A snippet with the imports and declarations that it leaves out. */
function completed(snippet: string): string {
  const tree = ts.createSourceFile('snippet.ts', snippet, ts.ScriptTarget.Latest, true)
  const used = new Set(nodesOf(tree, ts.isIdentifier).filter((node) => !isPropertyName(node)).map(({ text }) => text))
  const declared = new Set(tree.statements.flatMap(namesOf))
  const lines = Object.entries({ ...KNOWN, ...MADE }).filter(([name]) => used.has(name) && !declared.has(name)).map(([, line]) => line)
  return [...lines, snippet, 'export {}', ''].join('\n')
}

/** Names that a statement at the top declares. */
function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText())
  if (ts.isImportDeclaration(statement)) return nodesOf(statement, ts.isIdentifier).map(({ text }) => text)
  const isNamed = ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
  return isNamed && statement.name !== undefined ? [statement.name.text] : []
}

/** A project that gathers pieces of documentation, to be compiled together against the built declarations. */
export class DocsProject {
  readonly #project = new UserProject({ type: 'module' }).link('knex', '@faker-js/faker', 'vitest', '@types/node').linkSeedkit()
  readonly #folders = new Set<string>()

  /** A file as a page shows it; each page has a folder of its own, with the common factories where it has none. */
  addFile(page: string, file: string, text: string): void {
    this.#folder(page)
    this.#project.write(`${page}/${file}`, text)
  }

  addSnippet(page: string, name: string, text: string): void {
    this.#folder(page)
    this.#project.write(`${page}/${name}.ts`, completed(text))
  }

  /** What the compiler has to say; nothing if all is well. */
  compile(): string {
    const options = { strict: true, target: 'ES2023', lib: ['ES2023'], module: 'NodeNext', noEmit: true, skipLibCheck: true, noImplicitOverride: true, types: ['node'] }
    this.#project.write('tsconfig.json', JSON.stringify({ compilerOptions: options, include: ['*/**/*.ts'] }))
    const run = spawnSync(process.execPath, [path.join(repository, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: this.#project.root, encoding: 'utf8' })
    return run.stdout + run.stderr
  }

  #folder(page: string): void {
    if (this.#folders.has(page)) return
    this.#folders.add(page)
    this.#project.copy(MODELS, { to: page })
  }
}
