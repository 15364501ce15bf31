import { gives } from '../gives.js'
import type { Rule } from '../rule.js'

const { exact, whole, wordsOrShort, words } = gives
const phone = exact(["faker.phone.number({ style: 'national' })", 14], ["faker.phone.number({ style: 'international' })", 12], ["faker.string.numeric({ length: 10, allowLeadingZeros: false })", 10], ['faker.string.numeric(6)', 6])

/** Ways to reach somebody. */
export const contactRules: readonly Rule[] = [
  { name: 'extension of a phone', column: /(^|_)(ext|extension|phone_?ext(ension)?)$/, of: /^(?!(.*_)?(file|attachment|document|media|image|upload|asset|photo|download)$)/, without: /^(file_?name|file_?path|mime_?type|path|file_?size|size|original_?name)$/, filled: 40, gives: exact(['faker.string.numeric(4)', 4], ['faker.string.numeric(3)', 3]) },
  { name: 'fax', column: /(^|_)(fax|fax_?(number|no)|telefax)$/, filled: 30, gives: phone, like: ['(555) 123-4567'] },
  { name: 'mobile phone', column: /(^|_)(mobile|cell|cell_?phone|mobile_?(phone|number|no)|handy|gsm|whatsapp(_?number)?|cell_?(number|no)|msisdn)(_?number)?$/, filled: 80, gives: exact(["faker.phone.number({ style: 'international' })", 12], ["faker.string.numeric({ length: 10, allowLeadingZeros: false })", 10]), like: ['+14155550123'] },
  { name: 'phone', column: /(^|_)(tele)?phones?(_?(number|no|num|nr|1|2|home|work))?$|(^|_)(tel|tel_?(number|no)|telephone|contact_?(number|no)|home_?phone|work_?phone|hotline)$/, filled: 85, gives: phone, like: ['(555) 123-4567'] },
  { name: 'phone as number', column: /(^|_)((tele)?phone|mobile|cell|fax|tel)(_?(number|no))?$/, filled: 85, gives: whole(2_000_000_000, 9_999_999_999) },
  { name: 'kind of phone', column: /^(phone_?(number_?)?type|phone_?label)$/, gives: wordsOrShort(['home', 'mobile', 'work'], ['H', 'M', 'W']) },
  { name: 'kind of phone number', column: /^(type|kind|label|names?)$/, of: /(^|_)(phone|phone_number|telephone|phone_number_type|phone_type|contact_type|contact_method)$/, gives: gives.wordsOrText(['Home', 'Mobile', 'Work', 'Fax'], ['`${faker.word.adjective()} phone`', 24]) },
  { name: 'Skype or messenger', column: /(^|_)(skype|telegram|signal|discord|icq|messenger|im_?handle|slack_?(handle|id|user))(_?(id|name|handle|user))?$/, filled: 40, gives: exact(['faker.internet.username().toLowerCase()', 36]) },
  { name: 'social network', column: /^(twitter|instagram|facebook|linkedin|github|gitlab|mastodon|youtube|tiktok|pinterest|xing|reddit)(_?(handle|user|user_?name|name|id|account|profile))?$/, filled: 50, gives: exact(['faker.internet.username().toLowerCase()', 36]) },
  { name: 'address of a social network', column: /^(twitter|instagram|facebook|linkedin|github|gitlab|mastodon|youtube|tiktok|pinterest|xing|social)_?(url|link|page)$/, filled: 50, gives: exact(['`https://social.example/${faker.internet.username().toLowerCase()}`', 60], ['faker.internet.url({ appendSlash: false })', 45]) },
  { name: 'preferred contact', column: /(^|_)(preferred_?contact(_?method)?|contact_?(method|preference|type|via))$/, gives: words('email', 'phone', 'mail', 'sms') },
]
