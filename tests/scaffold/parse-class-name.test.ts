import { describe, expect, test } from 'vitest'
import { ScaffoldError } from '../../src/errors.js'
import { parseClassName } from '../../src/scaffold/parse-class-name.js'

describe('parseClassName', () => {
  test.each([
    ['User', 'UserFactory', []],
    ['user', 'UserFactory', []],
    ['UserFactory', 'UserFactory', []],
    ['user-factory', 'UserFactory', []],
    ['blog-post', 'BlogPostFactory', []],
    ['blog_post', 'BlogPostFactory', []],
    ['blogPost', 'BlogPostFactory', []],
    ['blog/Post', 'PostFactory', ['blog']],
    ['a/b/c/Post', 'PostFactory', ['a', 'b', 'c']],
    ['$money', '$moneyFactory', []],
    ['_draft', '_DraftFactory', []],
    ['Class', 'ClassFactory', []],
    ['__proto__', '__ProtoFactory', []],
    ['constructor', 'ConstructorFactory', []],
  ])('reads %s as %s', (name, className, folders) => {
    expect(parseClassName(name, 'Factory')).toMatchObject({ className, folders })
  })

  test.each([
    '', ' ', '.', '..', '/', '../../x', '..\\..\\x', '/abs/x', 'C:\\x', 'C:x', 'a/../../x', 'a//x', 'a/', './x', '%2e%2e/x',
    'x\0.ts', 'x\0', '-rf', 'a/-rf', 'CON', 'con', 'nul', 'COM1', 'a/lpt9', 'aux/User', 'ConFactory', 'x'.repeat(300), 'a/'.repeat(150) + 'x',
    'User.ts', 'User Post', 'Üser', 'ユーザー', '1User', '${process.exit()}', '`x`', '"; import(\'x\')', "'", '*/', 'a\nb', 'a\r\nb', '$&', 'class',
    'import', 'default/User', 'Factory', 'factory', '~/x', 'a;b', 'a|b', 'User\u202e', 'file:///etc/x',
  ])('refuses %j', (name) => {
    expect(() => parseClassName(name, 'Factory')).toThrow(ScaffoldError)
  })

  test('does not print control characters or a whole long name', () => {
    const longName = new RegExp('x'.repeat(100))
    expect(() => parseClassName('a\u001b[31m', 'Factory')).toThrow('"a\\u001b[31m"')
    expect(() => parseClassName('x'.repeat(300), 'Factory')).not.toThrow(longName)
  })
})
