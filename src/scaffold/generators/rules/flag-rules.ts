import { gives } from '../gives.js'
import type { Rule } from '../rule.js'

const { flag } = gives

/** Yes or no. */
export const flagRules: readonly Rule[] = [
  { name: 'is published', column: /^(is_?)?(published|visible|live|listed|released)$/, part: 'is published', gives: flag(80) },
  { name: 'is deleted', column: /^(is_?)?(deleted|removed|trashed)(_?flag)?$/, part: 'is deleted', gives: flag(3) },
  { name: 'is completed', column: /^(is_?)?(completed?|done|finished|closed|resolved|solved)$/, part: 'is completed', gives: flag(60) },
  { name: 'is paid', column: /^(is_?)?(paid|settled)$/, part: 'is paid', gives: flag(75) },
  { name: 'is verified', column: /^(is_?)?((e_?)?mail_?|phone_?)?(verified|confirmed|approved|validated)$/, part: 'is verified', gives: flag(80) },
  { name: 'is read', column: /^(is_?)?(read|seen|viewed|opened)$/, part: 'is read', gives: flag(60) },
  { name: 'is active', column: /^(is_?)?(active|enabled|available|in_?stock|current|open|online|on|working|valid|operational|salaried(_?flag)?|current_?flag|active_?(bool|flag)|activebool|status_?active|in_?use|usable|finished_?goods_?flag|make_?flag)$/, gives: flag(90) },
  { name: 'is inactive', column: /^(is_?)?(inactive|disabled|archived|hidden|locked|blocked|banned|suspended|frozen|muted|discontinued|cancelled|canceled|expired|retired|obsolete|deprecated|closed_?down|deceased|sold_?out|refunded|returned|failed|rejected|overdue|void|voided|draft|spam|flagged|reported|stale|broken|lost|damaged|terminated|withdrawn|private|anonymous|sensitive|adult|test|sandbox|demo|fake|virtual)$/, gives: flag(8) },
  { name: 'is an administrator', column: /^(is_?)?(admin|administrator|super_?user|staff|root|owner|moderator|manager|superadmin)$/, gives: flag(5) },
  { name: 'is the default', column: /^(is_?)?(default|primary|main|preferred|featured|promoted|highlighted|pinned|sticky|starred|favorite|favourite|best_?seller|new|popular|recommended|premium|vip|exclusive|urgent|important|cover)$/, gives: flag(20) },
  { name: 'has agreed', column: /(^|_)(opt_?in|opted_?in|subscribed|newsletter|accepts?_?(marketing|terms|cookies|tos)|consent(ed)?|agreed|terms|gdpr|marketing_?(consent|opt_?in|emails)|accepted|notify|notifications?(_?enabled)?|receive_?[a-z_]+|allow_?[a-z_]+|email_?promotion|send_?[a-z_]+)$/, gives: flag(70) },
  { name: 'flag in words', column: /^(is|has|can|should|was|were|will|does|did|needs|requires|supports|includes|contains|allows|uses|use|enable|show|hide|with|without|accept|auto|do)_[a-z_\d]+$|_(flag|enabled|required|allowed|active|visible|verified|included|bool|yn|ind|indicator)$|^(flag|taxable|recurring|refundable|returnable|optional|mandatory|required|nullable|public|shared|editable|deletable|system|internal|external|remote|on_?sale|furnished|smoker|vegetarian|vegan|gluten_?free|organic|answer_?correct|correct|passed|winner|online_?order_?flag|name_?style|married|employed|insured|certified|licensed|insulated|waterproof|digital|physical|downloadable|shippable|gift|gift_?wrap)$/, gives: flag(50) },
]
