import { gives } from '../gives.js'
import type { Rule } from '../rule.js'

const { exact } = gives

/** Keys of text that no other rule knows. */
export const keyRules: readonly Rule[] = [
  { name: 'key of letters', column: /^(id|key)$|_id$/, within: 38, gives: exact(['faker.string.uuid()', 36], ['faker.string.ulid()', 26], ["faker.string.hexadecimal({ length: 24, casing: 'lower', prefix: '' })", 24],
    ["faker.string.alphanumeric({ length: 16, casing: 'upper' })", 16], ["faker.string.alpha({ length: 10, casing: 'upper' })", 10], ["faker.string.alpha({ length: 5, casing: 'upper' })", 5]) },
  { name: 'id', column: /^id$|_id$/, gives: exact(['faker.string.uuid()', 36]) },
]
