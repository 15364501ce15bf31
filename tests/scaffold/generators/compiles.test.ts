import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import type { DatabaseColumn, DatabaseTable } from '../../../src/database/schema/database-schema.js'
import { generatorsFor } from '../../../src/scaffold/generators/generators-for.js'
import { agreementTables } from './support/agreement-tables.js'
import { printFactory } from './support/print-factory.js'
import { ruleExamples } from './support/rule-examples.js'
import { column, table } from './support/tables.js'

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url))
const STRICT = {
  target: 'ES2023', module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noImplicitOverride: true, noImplicitReturns: true,
  noUnusedLocals: true, noUnusedParameters: true, noPropertyAccessFromIndexSignature: true, erasableSyntaxOnly: true, verbatimModuleSyntax: true, isolatedModules: true, noEmit: true, skipLibCheck: true, types: ['node'],
  paths: { seedkit: [path.join(REPOSITORY, 'src/index.ts')] },
}

/** One factory for each table, in files of a project of their own. */
async function compile(tables: readonly DatabaseTable[], compiler: string): Promise<string> {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'seedkit-generators-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(path.join(root, 'factories'))
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(root, 'node_modules'))
  writeFileSync(path.join(root, 'package.json'), '{ "type": "module" }')
  writeFileSync(path.join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT, include: ['factories'] }))
  for (const [at, made] of tables.entries()) writeFileSync(path.join(root, 'factories', `T${at}Factory.ts`), printFactory(made, generatorsFor(made), `T${at}`))
  const tsc = path.join(REPOSITORY, 'node_modules', compiler, 'bin', 'tsc')
  const outcome: unknown = await promisify(execFile)(process.execPath, [tsc, '-p', root]).catch((error: unknown) => error)
  const output = typeof outcome === 'object' && outcome !== null && 'stdout' in outcome ? String(outcome.stdout) : String(outcome)
  // Only what is printed counts, not the sources it is compiled against.
  return output.split('\n').filter((line) => line.includes('factories')).join('\n')
}

/** Every rule's column, NOT NULL and with NULL, in tables of what the rule is about. */
function tablesOfRules(): readonly DatabaseTable[] {
  return ruleExamples.flatMap(([, example]) => {
    if (example === undefined) return []
    const other: DatabaseColumn = { ...example.column, nullable: true }
    return [example.table, { ...example.table, columns: example.table.columns.map((one) => (one.name === other.name ? other : one)) }]
  })
}

test('what stands for the column of any rule compiles as strictly as can be', { timeout: 120_000 }, async () => {
  expect(await compile(tablesOfRules(), 'typescript')).toBe('')
})

test.each(['typescript', 'typescript-6.0', 'typescript-5.9'])('columns of all types, and columns that agree, compile with %s', { timeout: 120_000 }, async (compiler) => {
  const types = ['text', 'char(1)', 'int', 'bigint', 'decimal(8,2)', 'float', 'boolean', 'date', 'timestamp', 'time', 'uuid', 'jsonb', 'bytea', 'bits', 'interval', 'text[]', 'int[]', 'boolean[]', 'point', 'int4range']
  const plain = [false, true].map((nullable) => table('things', types.map((type, at) => column(`c ${at}`, type, { nullable }))))
  expect(await compile([...plain, ...agreementTables], compiler)).toBe('')
})

test('a column of another type does not compile', { timeout: 120_000 }, async () => {
  const wrong = table('things', [column('name', 'text'), column('seen', 'boolean')])
  const [name, seen] = [wrong.columns[1], wrong.columns[2]]
  if (name === undefined || seen === undefined) throw new Error('The table has lost its columns.')
  // The reader says text where the interface is made, and boolean where the expression is.
  const swapped = { ...wrong, columns: [wrong.columns[0] ?? name, { ...name, get kind() { return new Error().stack?.includes('column-type') === true ? 'integer' : 'text' } } as DatabaseColumn, seen] }
  expect(await compile([swapped], 'typescript')).toMatch(/TS2322/)
})
