import { expect, test } from 'vitest'
import { folderOf } from '../../src/scaffold/folder-of.js'

test.each([
  [['database/factories'], 'database/factories'],
  [['database/factories/**/*.ts'], 'database/factories'],
  [['src/{a,b}/factories'], 'src'],
  [['src/*/factories', 'database/factories'], 'src'],
  [['!old', 'database/factories'], 'database/factories'],
  [['**/*.factory.ts'], '.'],
  [['database/factories/UserFactory.ts'], 'database/factories'],
  [['./database/factories/'], './database/factories/'],
  [['../shared/factories'], '../shared/factories'],
])('new files of %j go to %s', (patterns, folder) => {
  expect(folderOf(patterns)).toBe(folder)
})
