import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatInstant } from '../../src/database/values/instant.js'

it('an instant is printed as ISO 8601 prints it, without zone', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), (date) => {
      expect(formatInstant(date)).toBe(date.toISOString().replace('T', ' ').replace('Z', ''))
    }),
    { numRuns: 2000 },
  )
})

it.each(['-000001-12-31T23:59:59.999Z', '+010000-01-01T00:00:00.000Z', 'never'])('%s has no such text', (text) => {
  expect(formatInstant(new Date(text))).toBeUndefined()
})
