import { expect, test } from 'vitest'
import { rules } from '../../../src/scaffold/generators/rules.js'
import { ruleExamples } from './support/rule-examples.js'

test('there are more than 150 rules', () => {
  expect(rules.length).toBeGreaterThanOrEqual(150)
})

test('no two rules have the same name', () => {
  const names = rules.map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('every rule is reached by some column', () => {
  expect(ruleExamples.filter(([, example]) => example === undefined).map(([{ name }]) => name)).toEqual([])
})
