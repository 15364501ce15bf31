import { describe, expect, it } from 'vitest'

import type { DiscoveredClass } from '../../src/discovery/discovered-class.js'
import { resolveFactory } from '../../src/discovery/resolve-factory.js'
import { resolveSeeder } from '../../src/discovery/resolve-seeder.js'

function named(...names: readonly string[]): readonly DiscoveredClass[] {
  return names.map((name) => ({ name, file: `/app/${name}.ts`, class: Object }))
}

const known = named('AdminSeeder', 'UserSeeder')
const seeders = named('AdminSeeder', 'DatabaseSeeder', 'Demo', 'DemoSeeder', 'blogSeeder', 'BLOGSeeder')

function refusal(body: () => unknown): unknown {
  try {
    return body()
  } catch (error) {
    return error
  }
}

describe('resolveSeeder', () => {
  it.each([
    ['AdminSeeder', 'AdminSeeder'],
    ['Admin', 'AdminSeeder'],
    ['admin', 'AdminSeeder'],
    ['ADMINSEEDER', 'AdminSeeder'],
    ['adminseeder', 'AdminSeeder'],
    ['Demo', 'Demo'],
    ['DemoSeeder', 'DemoSeeder'],
    ['blog', 'blogSeeder'],
    ['BLOG', 'BLOGSeeder'],
  ])('%s is %s', (name, expected) => {
    expect(resolveSeeder(name, seeders).name).toBe(expected)
  })

  it('takes a class without the suffix too', () => {
    expect(resolveSeeder('DemoSeeder', named('Demo')).name).toBe('Demo')
  })

  it.each(['Blog', 'demo', ''])('"%s" is not clear or not there', (name) => {
    expect(refusal(() => resolveSeeder(name, seeders))).toMatchObject({ code: 'SEEDKIT_UNKNOWN_SEEDER' })
  })

  it('suggests the nearest name and lists all', () => {
    expect(refusal(() => resolveSeeder('Admni', known))).toMatchObject({
      name: 'DiscoveryError',
      code: 'SEEDKIT_UNKNOWN_SEEDER',
      message: '"Admni" is not a seeder of this project.',
      hint: 'Did you mean "AdminSeeder"? Known: "AdminSeeder", "UserSeeder".',
    })
    expect(refusal(() => resolveSeeder('AdmniSeeder', known))).toMatchObject({
      hint: expect.stringContaining('Did you mean "AdminSeeder"?'),
    })
    expect(refusal(() => resolveSeeder('AdminSedr', known))).toMatchObject({
      hint: expect.stringContaining('Did you mean "AdminSeeder"?'),
    })
    expect(refusal(() => resolveSeeder('ZebraSeeder', known))).toMatchObject({
      hint: expect.stringMatching(/^Known: /),
    })
    expect(refusal(() => resolveSeeder('Zebra', known))).toMatchObject({ hint: 'Known: "AdminSeeder", "UserSeeder".' })
  })

  it('does not take the bare suffix for a name', () => {
    expect(refusal(() => resolveSeeder('Seeder', known))).toMatchObject({ code: 'SEEDKIT_UNKNOWN_SEEDER' })
  })
})

describe('resolveFactory', () => {
  it('does the same for factories', () => {
    const factories = named('UserFactory', 'PostFactory')
    expect(resolveFactory('User', factories).name).toBe('UserFactory')
    expect(refusal(() => resolveFactory('Usr', factories))).toMatchObject({
      code: 'SEEDKIT_UNKNOWN_FACTORY',
      message: '"Usr" is not a factory of this project.',
      hint: 'Did you mean "UserFactory"? Known: "UserFactory", "PostFactory".',
    })
  })
})
