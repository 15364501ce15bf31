import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Project } from './support/project.js'
import { SHOP } from './support/shop.js'

const { 'seed.config.ts': _, ...WITHOUT_CONFIG } = SHOP
const shop = (files: Readonly<Record<string, string>> = {}) =>
  new Project({ ...WITHOUT_CONFIG, 'seed.config.js': "export default { client: 'pg', connection: process.env.NOT_SET }", ...files })

const DIAGRAM = `erDiagram
  PostFactory["PostFactory (posts)"]
  UserFactory["UserFactory (users)"]
  UserFactory ||--o{ PostFactory : "posts / author: user_id (makes a parent)"
`

describe('graph', () => {
  test('prints a Mermaid diagram, without a database and whatever the project prints', async () => {
    const noisy = `console.log('loaded')\n${SHOP['database/factories/PostFactory.ts']}`
    expect(await shop().run(['graph'])).toMatchObject({ code: 0, stdout: DIAGRAM, stderr: '' })
    expect(await shop({ 'database/factories/PostFactory.ts': noisy }).run(['graph'])).toMatchObject({ code: 0, stdout: DIAGRAM, stderr: 'loaded\n' })
  })

  test('other formats, and files in folders that are not there yet', async () => {
    const project = shop()
    expect((await project.run(['graph', '--format', 'dot'])).stdout).toMatch(/^digraph factories \{\n[\s\S]*"PostFactory" -> "UserFactory"[\s\S]*\n\}\n$/)
    const result = await project.run(['graph', '--format', 'svg', '--output', 'docs/out/graph.svg'])
    expect(result).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const svg = readFileSync(project.path('docs/out/graph.svg'), 'utf8')
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"[\s\S]*<\/svg>\n$/)
    expect(svg).toContain('>posts / author</text>')
    expect((await project.run(['graph', '--format', 'svg'])).stdout).toBe(svg)
    expect(await project.run(['graph', '--output', 'docs/out/graph.svg'])).toMatchObject({ code: 0 })
    expect(readFileSync(project.path('docs/out/graph.svg'), 'utf8')).toBe(DIAGRAM)
  })

  test('--output is relative to the folder worked in', async () => {
    const project = shop()
    expect(await project.run(['graph', '--cwd', project.root, '--output', 'g.mmd'], { cwd: project.folder })).toMatchObject({ code: 0 })
    expect(readFileSync(project.path('g.mmd'), 'utf8')).toBe(DIAGRAM)
  })

  test('a definition() that needs a database is told, and its relations are shown', async () => {
    const needy = SHOP['database/factories/PostFactory.ts']?.replace("return { title", "this.session.db('users')\n    return { title") ?? ''
    const result = await shop({ 'database/factories/PostFactory.ts': needy }).run(['graph'])
    expect(result).toMatchObject({ code: 0, stdout: DIAGRAM.replace(' (makes a parent)', '') })
    expect(result.stderr).toContain('The parents that PostFactory makes are missing: its definition() failed without a database')
  })

  test('a factory that cannot be used is left out, named, and exits 1', async () => {
    const broken = "import { Factory } from 'seedkit'\nexport class BadFactory extends Factory { definition() { return {} } }\n"
    const result = await shop({ 'database/factories/BadFactory.js': broken }).run(['graph'])
    expect(result).toMatchObject({ code: 1, stdout: DIAGRAM })
    expect(result.stderr).toContain('BadFactory cannot be used')
  })

  test.each<[what: string, args: readonly string[], message: string]>([
    ['a format that is none', ['--format', 'png'], 'mermaid, dot, svg'],
    ['an empty file name', ['--output', ''], 'It is empty'],
    ['a file that cannot be written', ['--output', 'package.json/x.svg'], 'cannot be written'],
  ])('%s exits 2', async (_what, args, message) => {
    const result = await shop().run(['graph', ...args])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain(message)
  })

  test('a project without factories exits 2', async () => {
    expect(await new Project({ 'seed.config.json': '{ "client": "pg" }' }).run(['graph'])).toMatchObject({ code: 2, stdout: '' })
  })
})
