import { gives } from '../gives.js'
import type { Rule } from '../rule.js'
import { entities } from './entities.js'

const uuid = gives.exact(['faker.string.uuid()', 36])
const { exact } = gives

/** Keys, tokens and other texts that mean nothing to a person. */
export const identityRules: readonly Rule[] = [
  { name: 'UUID', column: /(^|_)(uuid|guid|row_?guid)$/, gives: uuid, like: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] },
  // Before the dates, which know `first` and `last` as the ends of a span.
  { name: 'first of a name', column: /^first$/, of: entities.person, part: 'first name', gives: gives.text(['faker.person.firstName()', 14]) },
  { name: 'last of a name', column: /^last$/, of: entities.person, part: 'last name', gives: gives.text(['faker.person.lastName()', 22]) },
  { name: 'ULID', column: /(^|_)ulid$/, gives: exact(['faker.string.ulid()', 26]) },
  { name: 'nano id', column: /(^|_)(nano_?id|public_id|short_id|hash_?id|cuid)$/, gives: exact(['faker.string.nanoid()', 21], ['faker.string.alphanumeric(8)', 8]) },
  { name: 'external id', column: /(^|_)(external|foreign|remote|legacy|provider|stripe|vendor|third_party)_?(id|key|ref|reference)$/, gives: exact(["faker.string.alphanumeric({ length: 14, casing: 'lower' })", 14]) },
  { name: 'id of a session', column: /(^|_)session_?(id|key|token)$|^sid$/, gives: exact(['faker.string.alphanumeric(40)', 40], ['faker.string.alphanumeric(16)', 16]) },
  { name: 'JSON web token', column: /(^|_)(jwt|id_token|bearer_token)$/, gives: exact(['faker.internet.jwt()', 500], ['faker.string.alphanumeric(64)', 64], ['faker.string.alphanumeric(32)', 32]) },
  { name: 'API key', column: /(^|_)(api|access|public|private|client|license|licence|product|activation|secret)_?key(_?hash)?$/, gives: exact(["`sk_${faker.string.alphanumeric({ length: 32, casing: 'lower' })}`", 35], ['faker.string.alphanumeric(24)', 24], ['faker.string.alphanumeric(16)', 16]) },
  { name: 'remember token', column: /^remember_?token$/, filled: 20, gives: exact(['faker.string.alphanumeric(60)', 60], ['faker.string.alphanumeric(32)', 32]) },
  { name: 'reset token', column: /(^|_)(reset|recovery|verification|confirmation|activation|invite|invitation|unsubscribe)_?(token|code|key|hash)$/, filled: 20, gives: exact(["faker.string.hexadecimal({ length: 40, casing: 'lower', prefix: '' })", 40], ["faker.string.alphanumeric({ length: 16, casing: 'lower' })", 16], ['faker.string.numeric(6)', 6]) },
  { name: 'secret', column: /(^|_)(secret|client_secret|two_factor_secret|totp_secret|signing_secret|nonce)$/, gives: exact(["faker.string.hexadecimal({ length: 32, casing: 'lower', prefix: '' })", 32], ['faker.string.alphanumeric(16)', 16]) },
  { name: 'token', column: /(^|_)tokens?(_?(hash|value))?$/, gives: exact(["faker.string.hexadecimal({ length: 64, casing: 'lower', prefix: '' })", 64], ['faker.string.alphanumeric(32)', 32], ['faker.string.alphanumeric(16)', 16]) },
  // The hash of "password", at a cost of 10: making one for each row would take a tenth of a second.
  { name: 'password hash', column: /(^|_)(password|passwd|pass|pwd)(_?(hash|digest|encrypted|crypt|bcrypt))?$|^(hashed|encrypted|crypted)_?password$/, gives: exact(["'$2b$10$mZ6NqYb0vT1sXe9RkWd3UuN4jr0kBI.VyvteJGDZpdCJI3vPJpOZO'", 60, 1],
    ["faker.string.hexadecimal({ length: 40, casing: 'lower', prefix: '' })", 40], ["faker.string.hexadecimal({ length: 32, casing: 'lower', prefix: '' })", 32], ['faker.internet.password({ length: 12 })', 12]) },
  { name: 'salt', column: /(^|_)salt$/, gives: exact(["faker.string.hexadecimal({ length: 32, casing: 'lower', prefix: '' })", 32], ["faker.string.hexadecimal({ length: 16, casing: 'lower', prefix: '' })", 16], ['faker.string.alphanumeric(8)', 8]) },
  { name: 'one-time code', column: /(^|_)(otp|pin|pin_?code_?hash|one_time_password|verification_pin|security_code|passcode)$/, gives: exact(['faker.string.numeric(6)', 6], ['faker.string.numeric(4)', 4]) },
  { name: 'SHA-256', column: /(^|_)(sha_?256|sha_?2|content_hash|checksum_sha256)$/, gives: exact(["faker.string.hexadecimal({ length: 64, casing: 'lower', prefix: '' })", 64]) },
  { name: 'SHA-1', column: /(^|_)(sha_?1?|commit_?(sha|hash|id)|git_(sha|hash)|revision_hash)$/, gives: exact(['faker.git.commitSha()', 40]) },
  { name: 'MD5', column: /(^|_)(md5|md5_?(hash|sum))$/, gives: exact(["faker.string.hexadecimal({ length: 32, casing: 'lower', prefix: '' })", 32]) },
  { name: 'checksum', column: /(^|_)(checksum|hash|digest|fingerprint|signature|etag|crc|hash_code)$/, gives: exact(["faker.string.hexadecimal({ length: 64, casing: 'lower', prefix: '' })", 64], ["faker.string.hexadecimal({ length: 40, casing: 'lower', prefix: '' })", 40], ["faker.string.hexadecimal({ length: 32, casing: 'lower', prefix: '' })", 32], ["faker.string.hexadecimal({ length: 8, casing: 'lower', prefix: '' })", 8]) },
]
