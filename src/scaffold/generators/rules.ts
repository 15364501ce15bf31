import type { Rule } from './rule.js'
import { codeRules } from './rules/code-rules.js'
import { companyRules } from './rules/company-rules.js'
import { contactRules } from './rules/contact-rules.js'
import { dateRules } from './rules/date-rules.js'
import { flagRules } from './rules/flag-rules.js'
import { identityRules } from './rules/identity-rules.js'
import { internetRules } from './rules/internet-rules.js'
import { jsonRules } from './rules/json-rules.js'
import { keyRules } from './rules/key-rules.js'
import { moneyRules } from './rules/money-rules.js'
import { nameRules } from './rules/name-rules.js'
import { numberRules } from './rules/number-rules.js'
import { personRules } from './rules/person-rules.js'
import { placeRules } from './rules/place-rules.js'
import { textRules } from './rules/text-rules.js'
import { wordRules } from './rules/word-rules.js'

/** What columns mean. The first rule that fits counts: within a topic what is special comes first, and topics with special names before those with common ones. */
export const rules: readonly Rule[] = [
  ...identityRules,
  ...contactRules,
  ...placeRules,
  ...dateRules,
  ...flagRules,
  ...moneyRules,
  ...codeRules,
  ...internetRules,
  ...nameRules,
  ...companyRules,
  ...personRules,
  ...keyRules,
  ...wordRules,
  ...numberRules,
  ...textRules,
  ...jsonRules,
]
