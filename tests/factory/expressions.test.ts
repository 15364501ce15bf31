import { describe, expect, it } from 'vitest'
import { UserFactory } from '../support/blog-factories.js'
import { targets } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'

describe.each(targets)('SQL expressions as attributes on $name', (target) => {
  const blog = openBlog(target)
  const users = () => blog.session().factory(UserFactory)
  const raw = (sql: string) => blog.db.knex.raw(sql) as unknown as string

  it('go into the statement, from the overrides, a state, a sequence and a lazy attribute', async () => {
    const rows = await users().state({ name: raw("lower('ADA')") }).sequence({ role: raw("'a'") }, { role: 'b' }).createBatch(2, { email: ({ index }) => raw(`lower('${'AB'[index]}@X.Y')`) })
    expect(rows.map(({ name, role, email }) => [name, role, email])).toEqual([['ada', 'a', 'a@x.y'], ['ada', 'b', 'b@x.y']])
    expect(blog.recorder.count('insert')).toBe(1)
  })

  it('are never sent by themselves', async () => {
    const sent: string[] = []
    blog.db.knex.on('query', ({ sql }: { sql: string }) => void sent.push(sql))
    const at = users().at('x.y')
    await at.create({ name: raw("lower('X')"), role: 'x' })
    await expect(at.create({ name: raw('this is no SQL') })).rejects.toThrow(/UserFactory/)
    expect(at.make({ name: raw("'x'") })).toMatchObject({ email: 'user0@x.y' })
    blog.db.knex.removeAllListeners('query')
    expect(sent.filter((sql) => /^(lower|this|'x')/.test(sql))).toEqual([])
  })

  it('update a row too, each time: what they give is not known here', async () => {
    const { email } = await users().create({ name: 'Ada' })
    const set = () => users().updateOrCreate({ email }, { name: raw("upper('ada')") })
    expect((await set()).name).toBe('ADA')
    expect((await set()).name).toBe('ADA')
    expect(blog.recorder.count('update')).toBe(2)
  })
})
