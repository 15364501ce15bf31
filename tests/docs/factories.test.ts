import ts from 'typescript-6.0'
import { expect, test, vi } from 'vitest'
import { UserFactory } from '../support/blog-factories.js'
import { targets } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'
import { readPages } from './markdown.js'

const target = targets.find(({ client }) => client === 'better-sqlite3')
if (target === undefined) throw new Error('better-sqlite3 is needed.')
const blog = openBlog(target)

/** Runs the block of factories.md that holds `part`, and gives what it prints. */
async function printed(part: string): Promise<readonly unknown[]> {
  const block = readPages().find(({ name }) => name === 'factories')?.blocks.find(({ text }) => text.includes(part))
  if (block === undefined) throw new Error(`no block with ${part}`)
  const { outputText } = ts.transpileModule(`async function block() {\n${block.text}\n}`, { compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  try {
    const session = blog.session()
    // The block may use these names without saying where they are from, as the pages do.
    const run = new Function('session', 'users', 'UserFactory', `${outputText}\nreturn block()`) as (...given: readonly unknown[]) => Promise<void>
    await run(session, session.factory(UserFactory), UserFactory)
    return log.mock.calls.map(([text]) => text)
  } finally {
    log.mockRestore()
  }
}

test('crossJoinSequence gives what its block says', async () => {
  expect(await printed('crossJoinSequence(')).toEqual([['admin 1', 'admin 2', 'member 1', 'member 2']])
})

test('when goes the way that its block says', async () => {
  vi.stubEnv('DEMO', '')
  await printed('users.when(')
  expect([await blog.count('users'), await blog.count('posts')]).toEqual([10, 20])
  vi.stubEnv('DEMO', 'yes')
  await printed('users.when(')
  expect([await blog.count('users'), await blog.count('posts')]).toEqual([20, 220])
  vi.unstubAllEnvs()
})

test('withoutHooks takes away what its block says', async () => {
  expect(await printed('withoutHooks(')).toEqual(['user Ada', 'own Eve'])
})
