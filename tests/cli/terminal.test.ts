import { spawn, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { personEnvironment } from './support/person-environment.js'
import { BIN } from './support/project.js'
import { rowsOf, shopProject } from './support/shop-project.js'

const hasScript = spawnSync('script', ['--version']).status === 0
type Shop = Awaited<ReturnType<typeof shopProject>>

/** Runs a command of seedkit on a pseudo-terminal and types `answer` once it asks. */
function onTerminal(project: Shop, args: string, answer: string): Promise<{ readonly code: number | null; readonly screen: string }> {
  const command = `stty cols 100 rows 30; "${process.execPath}" "${BIN}" ${args}`
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: project.root, env: { ...personEnvironment(), NODE_ENV: 'production', TERM: 'xterm' } })
  let screen = ''
  let isAnswered = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    if (isAnswered || !screen.includes('[y/N]')) return
    isAnswered = true
    child.stdin.write(answer)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, screen }))
  })
}

describe.skipIf(!hasScript)('the question before a run that may hit production', () => {
  test.each([
    ['yes runs', 'y\n', 0, 'Committed', 7],
    ['no refuses', 'n\n', 3, 'Refused', 0],
    ['just Enter refuses', '\n', 3, 'Refused', 0],
    ['Ctrl-C interrupts', '\u0003', 130, 'interrupted', 0],
    ['Ctrl-D refuses', '\u0004', 3, 'Refused', 0],
  ])('%s', async (_, answer, code, text, rows) => {
    const project = await shopProject()
    const result = await onTerminal(project, 'db:seed Database Admin', answer)
    expect(result.screen).toContain(text)
    expect(result.code).toBe(code)
    expect(await rowsOf(project, 'users')).toBe(rows)
  })
})
