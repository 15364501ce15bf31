import { inspect } from 'node:util'
import { isThenable } from '../support/is-thenable.js'

/** What was given in the wrong place, in few words. */
export function describeGiven(value: unknown): string {
  if (isThenable(value)) return 'a promise'
  if (typeof value === 'function') return isClass(value) ? `the class ${value.name}` : 'a function'
  if (Array.isArray(value)) return value.every((each) => typeof each !== 'object' || each === null) ? shortText(value) : 'a list'
  if (typeof value !== 'object' || value === null) return shortText(value)
  const name = value.constructor?.name ?? 'Object'
  return name === 'Object' ? 'an object' : `an object (${name})`
}

function shortText(value: unknown): string {
  return inspect(value, { depth: 0, breakLength: Infinity, maxStringLength: 40, maxArrayLength: 5 })
}

function isClass(value: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value))
}
