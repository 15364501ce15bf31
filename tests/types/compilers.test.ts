import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Compiles the checks (positive ones and `@ts-expect-error`) against the built declarations. */
function compile(compiler: string, options: readonly string[]): { readonly status: number | null; readonly output: string } {
  const run = spawnSync(process.execPath, [`node_modules/${compiler}/bin/tsc`, '-p', 'tests/types/project', ...options], { cwd: root, encoding: 'utf8' })
  return { status: run.status, output: run.stdout + run.stderr }
}

describe.each(['typescript', 'typescript-6.0', 'typescript-5.9'])('types under %s', (compiler) => {
  it('accepts what is right and refuses what is wrong', () => {
    expect(compile(compiler, [])).toEqual({ status: 0, output: '' })
  }, 60_000)

  it('accepts the same with a bundler in mind', () => {
    expect(compile(compiler, ['--module', 'preserve', '--moduleResolution', 'bundler'])).toEqual({ status: 0, output: '' })
  }, 60_000)
})
