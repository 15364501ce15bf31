import { describe, expect, it } from 'vitest'

import { parseGlob } from '../../src/support/glob.js'

function matches(pattern: string, path: string): boolean {
  return parseGlob(pattern).some(({ base, pattern: below }) => {
    if (base !== '' && !path.startsWith(`${base}/`)) return base === path && below === undefined
    const rest = base === '' ? path : path.slice(base.length + 1)
    return below?.test(rest) ?? false
  })
}

describe('parseGlob', () => {
  it.each([
    ['database/seeders', 'database/seeders'],
    ['modules/*/seeders', 'modules/blog/seeders'],
    ['src/**/seeders', 'src/seeders'],
    ['src/**/seeders', 'src/a/b/seeders'],
    ['**/*.ts', 'a.ts'],
    ['**/*.ts', 'a/b/c.ts'],
    ['src/**', 'src/a/b'],
    ['*Seeder.ts', 'UserSeeder.ts'],
    ['*.seeder.ts', 'user.seeder.ts'],
    ['?.ts', 'a.ts'],
    ['?.ts', '日.ts'],
    ['[a-c]*.ts', 'blog.ts'],
    ['[!a-c]*.ts', 'user.ts'],
    ['{src,lib}/seeders', 'lib/seeders'],
    ['{src/a,lib}/*.{ts,js}', 'src/a/x.js'],
    ['a{,b}/*.ts', 'a/x.ts'],
    ['a{b{c,d},e}.ts', 'abd.ts'],
    ['./src/*.ts', 'src/x.ts'],
    ['src//*.ts', 'src/x.ts'],
    ['src/*.ts/', 'src/x.ts'],
    ['src\\*\\seeders', 'src/blog/seeders'],
    ['a+(b)/*.ts', 'a+(b)/x.ts'],
    ['*/.hidden/*.ts', 'a/.hidden/x.ts'],
    ['[[]*.ts', '[id].ts'],
  ])('%s matches %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(true)
  })

  it.each([
    ['modules/*/seeders', 'modules/a/b/seeders'],
    ['modules/*/seeders', 'modules/seeders'],
    ['src/**/seeders', 'src/myseeders'],
    ['src/**/seeders', 'lib/seeders'],
    ['*.ts', 'a/b.ts'],
    ['*.ts', 'axts'],
    ['*.ts', '.hidden.ts'],
    ['**/*.ts', '.git/a.ts'],
    ['src/**', 'src/.git/a'],
    ['?.ts', 'ab.ts'],
    ['?.ts', '.ts'],
    ['a?b', 'a/b'],
    ['a[!x]b', 'a/b'],
    ['[a-c].ts', 'd.ts'],
    ['[!a-c].ts', 'b.ts'],
    ['{src,lib}/*.ts', 'app/x.ts'],
    ['a.c/*.ts', 'abc/x.ts'],
    ['*.TS', 'a.ts'],
  ])('%s does not match %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(false)
  })

  it('tells where to start looking', () => {
    expect(parseGlob('modules/blog/*/x/*.ts')[0]?.base).toBe('modules/blog')
    expect(parseGlob('*.ts')[0]?.base).toBe('')
    expect(parseGlob('/srv/app/*.ts')[0]?.base).toBe('/srv/app')
    expect(parseGlob('/*')[0]?.base).toBe('/')
    expect(parseGlob('../shared/*.ts')[0]?.base).toBe('../shared')
    expect(parseGlob('database/seeders')).toEqual([{ base: 'database/seeders', pattern: undefined }])
  })

  it('takes an unclosed brace or bracket as it stands', () => {
    expect(matches('a{b/*.ts', 'a{b/x.ts')).toBe(true)
    expect(matches('*[b.ts', 'a[b.ts')).toBe(true)
  })
})
