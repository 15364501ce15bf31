import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { CONFIG_KEYS } from '../../src/config/check-keys.js'
import { EXIT_CODES } from '../../src/cli/exit-codes.js'
import { repository } from '../support/source-files.js'
import { readPages, tableBelow } from './markdown.js'

const pages = new Map(readPages().map((each) => [each.name, each]))

function page(name: string) {
  const found = pages.get(name)
  if (found === undefined) throw new Error(`no page ${name}`)
  return found
}

function help(...args: readonly string[]): string {
  return execFileSync(process.execPath, [path.join(repository, 'bin/seedkit.js'), ...args, '--help'], { encoding: 'utf8' })
}

const COMMANDS = [...help().matchAll(/^ {2}([a-z]+(?::[a-z]+)?)(?= )/gm)].map(([, name = '']) => name).filter((name) => name !== 'help')

describe('docs/cli.md', () => {
  test('has a section for every command, and for no other', () => {
    const headings = [...page('cli').text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)
    expect(COMMANDS.length).toBeGreaterThan(4)
    expect(headings.filter((heading) => /^[a-z:]+$/.test(heading)).toSorted()).toEqual(COMMANDS.toSorted())
  })

  test.each(COMMANDS)('lists the options of %s', (command) => {
    const real = [...help(command).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+(?: [<[]\S+[>\]])?)/gm)].map(([, option = '']) => option).filter((option) => option !== '--help')
    expect(real.length).toBeGreaterThan(1)
    expect(tableBelow(page('cli'), command).map(([option = '']) => option.replaceAll('`', '')).toSorted()).toEqual(real.toSorted())
  })

  test('lists the exit codes', () => {
    const shown = tableBelow(page('cli'), 'Exit codes').map(([code = '']) => code)
    expect(shown).toEqual([...Object.values(EXIT_CODES).map(String), '130, 143'])
  })
})

describe('docs/configuration.md', () => {
  test('lists every key', () => {
    const shown = tableBelow(page('configuration'), 'Keys').flatMap(([keys = '']) => [...keys.matchAll(/`(\w+)`/g)].map(([, key = '']) => key))
    expect(shown.toSorted()).toEqual(Object.keys(CONFIG_KEYS).toSorted())
  })
})
