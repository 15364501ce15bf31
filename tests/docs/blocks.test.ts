import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readSources, repository } from '../support/source-files.js'
import { DocsProject } from './compile.js'
import { readPages } from './markdown.js'

const pages = readPages()

test('every block of TypeScript compiles, strictly', { timeout: 120_000 }, () => {
  const project = new DocsProject()
  let count = 0
  for (const page of pages) {
    for (const block of page.blocks.filter(({ language }) => language === 'ts')) {
      if (block.file === undefined) project.addSnippet(page.name, `line-${block.line}`, block.text)
      else project.addFile(page.name, block.file, block.text)
      count++
    }
  }
  expect(count).toBeGreaterThan(25)
  expect(project.compile()).toBe('')
})

test('a block that is wrong would be noticed', { timeout: 60_000 }, () => {
  const project = new DocsProject()
  project.addSnippet('wrong', 'snippet', "await session.factory(UserFactory).hasPosts(3, { titel: 'x' }).create()")
  expect(project.compile()).toContain('titel')
})

test('every example in a docstring compiles', { timeout: 120_000 }, () => {
  const project = new DocsProject()
  // Below these folders nothing is public.
  const examples = readSources().filter(({ path: file }) => !/^(?:support|random|database|discovery|scaffold|cli)\//.test(file)).flatMap(({ path: file, text }) =>
    [...text.matchAll(/^ *\/\*\*\n([\s\S]*?)\*\/$/gm)].flatMap((comment) => {
      const lines = (comment[1] ?? '').split('\n').map((line) => line.replace(/^ *\* ?/, ''))
      const line = text.slice(0, comment.index).split('\n').length
      return lines.join('\n').split(/^@/m).filter((tag) => tag.startsWith('example\n')).map((tag, index) => ({
        name: `${file.replaceAll(/[/.]/g, '-')}-${line}-${index}`,
        text: tag.slice('example\n'.length),
      }))
    }))
  expect(examples.length).toBeGreaterThan(20)
  for (const { name, text } of examples) project.addSnippet('examples', name, asModule(text))
  expect(project.compile()).toBe('')
})

/** Examples show statements, or members of a factory or a seeder. */
function asModule(example: string): string {
  // Alternatives for one member: the row has both keys.
  if (example.startsWith('override readonly primaryKey')) {
    return example.split('\n').map((line, index) => `abstract class Key${index} extends Factory<{ film_id: number; tenant_id: number; number: number }> {\n${line}\n}\nvoid Key${index}`).join('\n')
  }
  const lines = example.split('\n')
  const types = lines.filter((line) => /^(?:interface|type) .*[^{]$/.test(line)).join('\n')
  const rest = lines.filter((line) => !/^(?:interface|type) .*[^{]$/.test(line)).join('\n')
  const isMember = /^(?:readonly|override|protected)\b|^(?!await\b|if\b|for\b|try\b|function\b)\w+\([^)]*\)(?:: [\w<>[\]]+)? \{/.test(rest)
  if (isMember) {
    const definition = /\bdefinition\(/.test(rest) ? '' : '\nabstract override definition(): never'
    const relations = rest.includes('relations =') ? '' : "readonly relations = { posts: this.hasMany(() => PostFactory, 'user_id') }\n"
    const row = /belongsTo|morphTo/.test(rest) ? 'Post & { commentable_type: string; commentable_id: number }, NewPost' : 'User, NewUser'
    return `${types}\nabstract class Example extends Factory<${row}> {\nreadonly table = 'users'\n${relations}${rest}${definition}\n}\nvoid Example`
  }
  if (/\bthis\./.test(example) && !/\bclass\b/.test(example)) return `class Example extends Seeder {\nasync run() {\n${example}\n}\n}\nvoid Example`
  return example
}

test('links between the pages lead somewhere', () => {
  const lost = pages.flatMap(({ name, text }) => [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].flatMap(([, link = '']) => {
    const [file = '', anchor] = link.split('#')
    const from = name === 'README' ? repository : path.join(repository, 'docs')
    const target = path.resolve(from, file)
    const page = pages.find((one) => path.basename(target) === `${one.name}.md`)
    const hasAnchor = anchor === undefined || page?.text.split('\n').some((line) => /^#+ /.test(line) && line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-') === anchor)
    return existsSync(target) && hasAnchor ? [] : [`${name}: ${link}`]
  }))
  expect(lost).toEqual([])
})

test('every page is reached from the README', () => {
  const readme = pages.find(({ name }) => name === 'README')?.text ?? ''
  expect(pages.filter(({ name }) => name !== 'README' && !readme.includes(`(docs/${name}.md)`)).map(({ name }) => name)).toEqual([])
})

test('nothing is promised that is not there yet', () => {
  for (const { name, text } of pages) {
    for (const later of ['--fresh', 'db:truncate']) expect(text.includes(later), `${name}: ${later}`).toBe(false)
  }
})

test('codes of errors are those of the source', () => {
  const source = readSources().map(({ text }) => text).join('\n')
  for (const page of pages) {
    for (const [code] of page.text.matchAll(/SEEDKIT_(?!ENV\b)[A-Z_]+/g)) {
      const exists = source.includes(`'${code}'`) || source.includes(`fault('${code.replace('SEEDKIT_', '')}'`)
      expect(exists, `${page.name}: ${code}`).toBe(true)
    }
  }
})
