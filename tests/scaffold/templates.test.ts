import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { initProject } from '../../src/app/init-project.js'
import { makeClass } from '../../src/app/make-class.js'

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))
const STRICT = {
  target: 'ES2023', module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true, noImplicitOverride: true, noImplicitReturns: true, noUnusedLocals: true, noUnusedParameters: true,
  noPropertyAccessFromIndexSignature: false, erasableSyntaxOnly: true, verbatimModuleSyntax: true, isolatedModules: true, noEmit: true, types: ['node'],
}

function project(manifest: object, options: object) {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'seedkit-templates-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  writeFileSync(path.join(root, 'package.json'), JSON.stringify(manifest))
  writeFileSync(path.join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['**/*'] }))
  mkdirSync(path.join(root, 'node_modules'))
  symlinkSync(PACKAGE, path.join(root, 'node_modules', 'seedkit'))
  symlinkSync(path.join(PACKAGE, 'node_modules', '@types'), path.join(root, 'node_modules', '@types'))
  return root
}

async function typeCheck(root: string, compiler: string): Promise<string> {
  const tsc = path.join(PACKAGE, 'node_modules', compiler, 'bin', 'tsc')
  const outcome: unknown = await promisify(execFile)(process.execPath, [tsc, '-p', root]).catch((error: unknown) => error)
  return typeof outcome === 'object' && outcome !== null && 'stdout' in outcome ? String(outcome.stdout) : String(outcome)
}

async function generate(root: string): Promise<void> {
  await initProject({ cwd: root })
  for (const name of ['blog/Post', 'attributes', 'Insertable', '$x', '_draft', 'Date']) await makeClass({ kind: 'factory', name, cwd: root })
  for (const name of ['Admin', 'blog/Post', 'user']) await makeClass({ kind: 'seeder', name, cwd: root })
}

test.each(['typescript', 'typescript-6.0', 'typescript-5.9'])('generated TypeScript compiles as strictly as can be with %s', { timeout: 60_000 }, async (compiler) => {
  const root = project({ type: 'module', devDependencies: { pg: '*' } }, STRICT)
  await generate(root)
  expect(await typeCheck(root, compiler)).toBe('')
})

test('generated TypeScript compiles for a bundler', { timeout: 60_000 }, async () => {
  const root = project({}, { ...STRICT, module: 'ESNext', moduleResolution: 'bundler', verbatimModuleSyntax: false })
  await generate(root)
  expect(await typeCheck(root, 'typescript')).toBe('')
})

test('a wrong value in a generated factory does not compile', { timeout: 60_000 }, async () => {
  const root = project({ type: 'module' }, STRICT)
  await generate(root)
  writeFileSync(path.join(root, 'wrong.ts'), `
import { UserFactory } from './database/factories/UserFactory.js'
export const wrong = (users: UserFactory) => users.state({ name: 1 })
`)
  expect(await typeCheck(root, 'typescript')).toMatch(/wrong\.ts.*TS\d+/)
})
