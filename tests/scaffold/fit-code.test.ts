import { describe, expect, test } from 'vitest'
import { codeGroups } from '../../src/scaffold/print/code-groups.js'
import { fitCode } from '../../src/scaffold/print/fit-code.js'

const fit = (code: string) => fitCode(code, { indent: 6, taken: 12 })
const long = (letter: string, count = 60) => letter.repeat(count)

describe('code that is too long for its line', () => {
  test('is left alone where it fits', () => {
    expect(fit("this.faker.helpers.arrayElement(['a', 'b'])")).toBe("this.faker.helpers.arrayElement(['a', 'b'])")
  })

  test('is broken inside its longest brackets, texts and numbers many on a line', () => {
    const words = Array.from({ length: 20 }, (_, at) => `'word ${at}'`)
    expect(fit(`this.faker.helpers.arrayElement([${words.join(', ')}])`)).toBe(
      `this.faker.helpers.arrayElement([\n        ${words.slice(0, 9).join(', ')},\n        ${words.slice(9, 17).join(', ')},\n        ${words.slice(17).join(', ')},\n      ])`)
  })

  test('is broken behind an arrow', () => {
    expect(fit(`({ attributes }) => ${long('a', 80)}(1)`)).toBe(`({ attributes }) =>\n        ${long('a', 80)}(1)`)
  })

  test('is broken before ? and :, and not at ?? and ?.', () => {
    expect(fit(`${long('a', 50)} ? ${long('b', 30)}?.c : d`)).toBe(`${long('a', 50)}\n        ? ${long('b', 30)}?.c\n        : d`)
    expect(fit(`${long('a', 50)} ?? ${long('b', 50)}`)).toBe(`${long('a', 50)}\n        ?? ${long('b', 50)}`)
  })

  test('keeps a comma out of brackets that only hold something together', () => {
    expect(fit(`(${long('a', 50)} ?? ${long('b', 35)}).slice(0, 3)`)).toBe(`(\n        ${long('a', 50)} ?? ${long('b', 35)}\n      ).slice(0, 3)`)
    expect(fit(`call(${long('a', 50)} ?? ${long('b', 35)})`)).toBe(`call(\n        ${long('a', 50)} ?? ${long('b', 35)},\n      )`)
  })

  test('stays as it is where nothing can be broken', () => {
    const template = `\`${long('a', 120)} \${b}\``
    expect(fit(template)).toBe(template)
    expect(fit(long('x', 200))).toBe(long('x', 200))
  })

  test('is the same code', () => {
    const code = "({ attributes, faker }) => attributes.a === 'x ? y : z' ? faker.helpers.fromRegExp(/[)\\]/]{3}/) : `${faker.word.noun({ length: { min: 3, max: 8 } })} (${attributes.b})`"
    expect(fit(code).replaceAll(/\s+/g, '')).toBe(code.replaceAll(/\s+/g, ''))
  })
})

test('brackets in texts, templates and patterns are none', () => {
  expect(codeGroups("f('(', `[${g({})}`, /[(]\\)/)")).toMatchObject({ groups: [{ from: 1, to: 27 }], commas: [] })
  expect(codeGroups('a / b, [c]')).toMatchObject({ commas: [5], groups: [{ from: 7, to: 9 }] })
})
