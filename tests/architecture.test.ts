import path from 'node:path'
import ts from 'typescript-6.0'
import { describe, expect, test } from 'vitest'
import { nodesOf, readSources, repository, type SourceFile } from './support/source-files.js'

const sources = readSources()
const byPath = new Map(sources.map((source) => [source.path, source]))

/** An import points down or stays on its level. */
const LEVELS: Readonly<Record<string, number>> = {
  'index.ts': 10, cli: 9, app: 8, discovery: 7, scaffold: 7, seeder: 6, factory: 5, database: 4, config: 3, random: 2, support: 1, errors: 1, 'errors.ts': 1,
}
const DIALECT_NAMES = ['sqlite', 'sqlite3', 'better-sqlite3', 'pg', 'pgnative', 'postgres', 'postgresql', 'PostgreSQL', 'mysql', 'mysql2', 'MySQL', 'mariadb', 'MariaDB', 'SQLite']

function layerOf(file: string): string {
  const [first = ''] = file.split('/')
  return first
}

function targetOf(source: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return path.posix.join(path.posix.dirname(source.path), specifier).replace(/\.js$/, '.ts')
}

/** The package that a specifier is from: `knex/lib/x` is from `knex`. */
function packageOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** Files outside `allowed` that import a value of the package, at the top or when they get there. */
function importersOf(name: string, allowed: (file: string) => boolean): readonly string[] {
  return sources.filter(({ path: file, imports }) => !allowed(file) && imports.some(({ specifier, kind }) => kind !== 'type' && packageOf(specifier) === name))
    .map(({ path: file }) => file)
}

const isDialectName = (node: ts.Node): boolean => ts.isStringLiteralLike(node) && DIALECT_NAMES.includes(node.text)
const inLayer = (layer: string) => (file: string): boolean => layerOf(file) === layer

describe('layers', () => {
  test('every file belongs to one', () => {
    expect(sources.map(({ path: file }) => file).filter((file) => LEVELS[layerOf(file)] === undefined)).toEqual([])
  })

  test('every relative import leads to a file', () => {
    const lost = sources.flatMap((source) => source.imports.map(({ specifier }) => targetOf(source, specifier))
      .filter((target) => target !== undefined && !byPath.has(target)).map((target) => `${source.path} -> ${target}`))
    expect(lost).toEqual([])
  })

  test('imports point down or stay on their level', () => {
    const upward = sources.flatMap((source) => source.imports.flatMap(({ specifier }) => {
      const target = targetOf(source, specifier)
      const isUpward = target !== undefined && (LEVELS[layerOf(target)] ?? 0) > (LEVELS[layerOf(source.path)] ?? 0)
      return isUpward ? [`${source.path} -> ${target}`] : []
    }))
    expect(upward).toEqual([])
  })

  test('no cycle of imports that are there at run time', () => {
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, way: readonly string[]): void => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') return void cycles.push([...way.slice(way.indexOf(file)), file].join(' -> '))
      state.set(file, 'open')
      const source = byPath.get(file)
      for (const { specifier, kind } of source?.imports ?? []) {
        const target = source === undefined || kind !== 'value' ? undefined : targetOf(source, specifier)
        if (target !== undefined) visit(target, [...way, file])
      }
      state.set(file, 'done')
    }
    for (const { path: file } of sources) visit(file, [])
    expect(cycles).toEqual([])
  })
})

describe('boundaries', () => {
  test.each([
    ['knex', inLayer('database')],
    ['commander', inLayer('cli')],
    ['ora', inLayer('cli')],
    ['cosmiconfig', inLayer('config')],
    ['@faker-js/faker', inLayer('random')],
    ['tsx', (file: string) => file === 'discovery/typescript-loader.ts'],
  ])('%s is used in its own place only', (name, allowed) => {
    expect(importersOf(name, allowed)).toEqual([])
  })

  test('the packages that bind seedkit to something are used at all', () => {
    for (const name of ['knex', 'commander', 'ora', 'cosmiconfig', '@faker-js/faker', 'tsx']) expect(importersOf(name, () => false), name).not.toEqual([])
  })

  test('only the command line prints and exits', () => {
    const printing = sources.filter(({ path: file }) => layerOf(file) !== 'cli').flatMap(({ path: file, tree }) =>
      nodesOf(tree, ts.isPropertyAccessExpression)
        .filter(({ expression, name }) => ts.isIdentifier(expression) &&
          (expression.text === 'console' || (expression.text === 'process' && ['exit', 'exitCode', 'stdout', 'stderr', 'stdin', 'abort', 'kill'].includes(name.text))))
        .map((node) => `${file}: ${node.getText()}`))
    expect(printing).toEqual([])
  })

  test('dialect names are compared under database/dialects only', () => {
    const comparisons = sources.filter(({ path: file }) => !file.startsWith('database/dialects/')).flatMap(({ path: file, tree }) => [
      ...nodesOf(tree, ts.isBinaryExpression).filter(({ left, right, operatorToken }) =>
        [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(operatorToken.kind) && (isDialectName(left) || isDialectName(right))),
      ...nodesOf(tree, ts.isCaseClause).filter(({ expression }) => isDialectName(expression)),
    ].map((node) => `${file}: ${node.getText().split('\n')[0]}`))
    expect(comparisons).toEqual([])
  })
})

describe('style', () => {
  test('the package exports at most 40 names', () => {
    const names = sources.filter(({ path: file }) => file === 'index.ts').flatMap(({ tree }) => nodesOf(tree, ts.isExportSpecifier).map((node) => node.name.text))
    expect(names.length).toBeGreaterThan(30)
    expect(names.length).toBeLessThanOrEqual(40)
  })

  test('files have at most 300 lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 301).map(({ path: file }) => file)).toEqual([])
  })

  test('no `any`', () => {
    const uses = sources.flatMap(({ path: file, tree }) =>
      nodesOf(tree, (node): node is ts.KeywordTypeNode => node.kind === ts.SyntaxKind.AnyKeyword).map(() => file))
    expect(uses).toEqual([])
  })

  test('nothing is left for later', () => {
    expect(sources.filter(({ text }) => /\b(?:TODO|FIXME|XXX|HACK)\b/.test(text)).map(({ path: file }) => file)).toEqual([])
  })

  test('file names are kebab-case', () => {
    expect(sources.filter(({ path: file }) => !/^(?:[a-z\d]+(?:-[a-z\d]+)*\/)*[a-z\d]+(?:-[a-z\d]+)*\.ts$/.test(file)).map(({ path: file }) => file)).toEqual([])
  })

  test('no promise is left to itself', { timeout: 120_000 }, () => {
    expect(floatingPromises()).toEqual([])
  })
})

/** Statements whose value is a promise that nothing awaits, returns, keeps or marks with `void`. */
function floatingPromises(): readonly string[] {
  const { config } = ts.readConfigFile(path.join(repository, 'tsconfig.json'), ts.sys.readFile)
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, repository)
  const program = ts.createProgram(fileNames, { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const isPromise = (type: ts.Type): boolean =>
    type.isUnion() ? type.types.some(isPromise) : type.getProperty('then') !== undefined && type.getProperty('catch') !== undefined
  const files = program.getSourceFiles().filter(({ fileName }) => fileNames.includes(fileName))
  return files.flatMap((file) => nodesOf(file, ts.isExpressionStatement)
    .filter(({ expression }) => isPromise(checker.getTypeAtLocation(expression)) && !isHandled(expression))
    .map((node) => `${path.relative(repository, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`))
}

/** Awaited, kept in a variable, marked, or with a failure dealt with: `promise.catch(…)`, `promise.then(a, b)`. */
function isHandled(expression: ts.Expression): boolean {
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression) || ts.isBinaryExpression(expression)) return true
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false
  const { text } = expression.expression.name
  return text === 'catch' || (text === 'then' && expression.arguments.length === 2)
}
