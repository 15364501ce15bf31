import { describe, expect, it } from 'vitest'

import { factoryKind, seederKind } from '../../src/discovery/class-kind.js'
import { collectClasses, type LoadedFile } from '../../src/discovery/collect-classes.js'

abstract class Seeder {
  static {
    Object.defineProperty(this.prototype, Symbol.for('seedkit.Seeder'), { value: true })
  }
}
abstract class Factory {
  static {
    Object.defineProperty(this.prototype, Symbol.for('seedkit.Factory'), { value: true })
  }
}
class UserSeeder extends Seeder {
  run() {}
}
class PostSeeder extends Seeder {
  static description = 'Posts and more'
  run() {}
}

function file(name: string, exports: Record<string, unknown>): LoadedFile {
  return { file: `/app/${name}`, exports }
}

function collect(...files: readonly LoadedFile[]) {
  const { classes, passedOver } = collectClasses(seederKind, files, '/app')
  return {
    names: classes.map(({ name, file: path }) => `${name} ${path}`),
    passedOver: passedOver.map(({ file: path, reason }) => `${path}: ${reason}`),
    classes,
  }
}

describe('collectClasses', () => {
  it('takes default and named exports, several of a file', () => {
    const { names, classes } = collect(file('A.ts', { default: UserSeeder, PostSeeder, other: 1 }))
    expect(names).toEqual(['UserSeeder /app/A.ts', 'PostSeeder /app/A.ts'])
    expect(classes.map((one) => one.description)).toEqual([undefined, 'Posts and more'])
    expect(classes[0]?.class).toBe(UserSeeder)
  })

  it('tells factories from seeders', () => {
    class UserFactory extends Factory {
      definition() {}
    }
    const files = [file('A.ts', { UserSeeder, UserFactory })]
    expect(collectClasses(factoryKind, files, '/app').classes.map((one) => one.name)).toEqual(['UserFactory'])
    expect(collectClasses(seederKind, files, '/app').classes.map((one) => one.name)).toEqual(['UserSeeder'])
  })

  it('does not take the bases of seedkit', () => {
    expect(collect(file('A.ts', { Seeder, Factory })).names).toEqual([])
  })

  it('counts a class that several files export once, in the file of its name', () => {
    const files = [
      file('AllSeeders.ts', { UserSeeder, PostSeeder }),
      file('UserSeeder.ts', { default: UserSeeder }),
      file('z.ts', { Other: PostSeeder }),
    ]
    expect(collect(...files).names).toEqual(['UserSeeder /app/UserSeeder.ts', 'PostSeeder /app/AllSeeders.ts'])
    expect(collect(file('a.ts', { Alias: UserSeeder }), file('b.ts', { UserSeeder })).names).toEqual([
      'UserSeeder /app/b.ts',
    ])
  })

  it('gives an anonymous class the name of its file or of its export', () => {
    const anonymous = () => [class extends Seeder {}][0]
    const byCompiler = Object.defineProperty(anonymous() ?? Seeder, 'name', { value: 'C_default' })
    const byLanguage = Object.defineProperty(anonymous() ?? Seeder, 'name', { value: 'default' })
    const { names, classes } = collect(
      file('A.ts', { default: anonymous() }),
      file('B.ts', { default: byLanguage }),
      file('C.ts', { default: byCompiler }),
      file('D.ts', { DSeeder: anonymous() }),
    )
    expect(names).toEqual(['A /app/A.ts', 'B /app/B.ts', 'C /app/C.ts', 'DSeeder /app/D.ts'])
    expect(classes.map((one) => (one.class as { name: string }).name)).toEqual(['A', 'B', 'C', 'DSeeder'])
  })

  it('leaves out a base that others extend and that has nothing to run', () => {
    abstract class BaseSeeder extends Seeder {}
    abstract class Between extends BaseSeeder {}
    class LeafSeeder extends Between {
      run() {}
    }
    class MoreSeeder extends LeafSeeder {}
    class MostSeeder extends MoreSeeder {}
    const { names } = collect(file('A.ts', { BaseSeeder, Between, LeafSeeder, MoreSeeder, MostSeeder }))
    expect(names.map((name) => name.split(' ')[0])).toEqual(['LeafSeeder', 'MoreSeeder', 'MostSeeder'])
  })

  it('keeps a class that nobody extends, whatever it lacks', () => {
    class EmptySeeder extends Seeder {}
    expect(collect(file('A.ts', { EmptySeeder })).names).toEqual(['EmptySeeder /app/A.ts'])
  })

  it('refuses two classes of one name, with both paths', () => {
    const other = Object.defineProperty(class extends Seeder {}, 'name', { value: 'UserSeeder' })
    const files = [file('a/UserSeeder.ts', { UserSeeder }), file('b/UserSeeder.ts', { UserSeeder: other })]
    expect(() => collect(...files)).toThrow(
      expect.objectContaining({
        code: 'SEEDKIT_DUPLICATE_CLASS',
        message: '"UserSeeder" is the name of more than one seeder: "a/UserSeeder.ts" and "b/UserSeeder.ts".',
      }),
    )
  })

  it('says of every other file why it gave nothing', () => {
    const { passedOver } = collect(
      file('A.ts', {}),
      file('B.ts', { default: { run() {} } }),
      file('C.ts', { seed: async () => {} }),
      file('D.ts', { default: class Other { run() {} } }),
      file('E.ts', { greeting: 'hello', nothing: null }),
      file('F.ts', { UserSeeder }),
    )
    expect(passedOver).toEqual([
      '/app/A.ts: no export',
      '/app/B.ts: exports an object, expected a class',
      '/app/C.ts: exports a function, expected a class',
      '/app/D.ts: no export that extends Seeder',
      '/app/E.ts: no export that extends Seeder',
    ])
  })
})
