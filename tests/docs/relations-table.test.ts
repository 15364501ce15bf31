import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository } from '../support/source-files.js'
import { readPages } from './markdown.js'

const HEADING = "## What Laravel's factories do, and seedkit"

interface Line {
  readonly behaviour: string
  /** Of the third column: a file below tests and the name of a test in it. */
  readonly proofs: readonly string[]
}

const page = readPages().find(({ name }) => name === 'relations')?.text ?? ''
const lines = linesOf(page.split(HEADING)[1] ?? '')

function linesOf(section: string): readonly Line[] {
  const tables = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Laravel |'))
  return tables.map((line) => {
    const cells = line.split(' | ').map((cell) => cell.replaceAll(/^\| | ?\|$/g, '').trim())
    return { behaviour: cells[0] ?? '', proofs: (cells[2] ?? '').split('<br>') }
  })
}

/** What is wrong with the name of a test; undefined if there is one of that name. */
function faultOf(proof: string): string | undefined {
  const [, file, name] = /^`([\w/-]+\.test\.ts)`: (.+)$/.exec(proof) ?? []
  if (file === undefined || name === undefined) return `names no test: ${proof}`
  const source = path.join(repository, 'tests', file)
  if (!existsSync(source)) return `no file tests/${file}`
  const isThere = ['it', 'test'].some((call) => readFileSync(source, 'utf8').includes(`${call}('${name.replaceAll("'", "\\'")}'`))
  return isThere ? undefined : `tests/${file} has no test "${name}"`
}

describe('the table of Laravel’s behaviours', () => {
  test('is there, and long enough', () => {
    expect(lines.length).toBeGreaterThanOrEqual(70)
    expect(new Set(lines.map(({ behaviour }) => behaviour)).size).toBeGreaterThan(lines.length - 5)
  })

  test('names tests that exist', () => {
    expect(lines.flatMap(({ behaviour, proofs }) => proofs.flatMap((proof) => {
      const fault = faultOf(proof)
      return fault === undefined ? [] : [`${behaviour}: ${fault}`]
    }))).toEqual([])
  })

  test('would notice a test that is gone', () => {
    expect(faultOf('`factory/create.test.ts`: no such test')).toContain('has no test')
    expect(faultOf('`factory/gone.test.ts`: anything')).toContain('no file')
    expect(faultOf('later')).toContain('names no test')
  })
})
