import { gives } from '../gives.js'
import type { Rule } from '../rule.js'

const { json } = gives

/** Documents in a column. */
export const jsonRules: readonly Rule[] = [
  { name: 'settings', column: /(^|_)(settings?|preferences?|prefs|options?|config(uration)?|user_?settings|notification_?settings|flags|features|ui_?state|theme_?settings)(_?json)?$/, gives: json("{ theme: faker.helpers.arrayElement(['light', 'dark']), newsletter: faker.datatype.boolean(), items_per_page: faker.helpers.arrayElement([10, 25, 50]) }") },
  { name: 'address as JSON', column: /(^|_)(address|location|billing|shipping|billing_?address|shipping_?address|venue)(_?json)?$/, gives: json('{ street: faker.location.streetAddress(), city: faker.location.city(), zip: faker.location.zipCode() }') },
  { name: 'person as JSON', column: /(^|_)(user|customer|contact|author|profile|owner|person|demographics|contact_?info|client)(_?(data|json|info))?$/, gives: json('{ name: faker.person.fullName(), email: faker.internet.exampleEmail().toLowerCase() }') },
  { name: 'attributes of a product', column: /(^|_)(attributes?|attrs|properties|props|specs?|specifications?|variants?|features_?json|dimensions|characteristics|product_?data)(_?json)?$/, gives: json('{ colour: faker.color.human(), material: faker.commerce.productMaterial(), weight_kg: faker.number.float({ min: 0.1, max: 20, fractionDigits: 1 }) }') },
  { name: 'translations', column: /(^|_)(translations?|i18n|localized|localisation|localization|names?|titles?|descriptions?)(_?json)?$/, gives: json('{ en: faker.commerce.productAdjective(), de: faker.commerce.productMaterial() }') },
  { name: 'tags as JSON', column: /(^|_)(tags|labels|keywords|categories|topics|skills|interests|roles|permissions|scopes|genres|hobbies|languages|ingredients|amenities|allergens|aliases|abilities|phones|emails|images|photos|urls|links)(_?json)?$/, gives: json('faker.helpers.multiple(() => faker.word.noun(), { count: { min: 1, max: 4 } })') },
  { name: 'items as JSON', column: /(^|_)(items|lines|line_?items|products|cart|basket|rows|entries|steps|order_?items)(_?json)?$/, gives: json('faker.helpers.multiple(() => ({ name: faker.commerce.product(), quantity: faker.number.int({ min: 1, max: 5 }) }), { count: { min: 1, max: 3 } })') },
  { name: 'point in GeoJSON', column: /(^|_)(geo_?json|geometry|geom|coordinates|position|point)(_?json)?$/, gives: json("{ type: 'Point', coordinates: [faker.location.longitude(), faker.location.latitude()] }") },
  { name: 'changes', column: /(^|_)(changes|diff|old_?values?|new_?values?|before|after|delta|previous|original|old_?data|new_?data|snapshot|patch|audit)(_?json)?$/, gives: json("{ status: faker.helpers.arrayElement(['draft', 'active', 'closed']) }") },
  { name: 'payload', column: /(^|_)(payload|data|body|content|message|event|event_?data|request|response|params|parameters|arguments|args|input|output|result|results|context|headers|query|variables|state|job_?data|raw|raw_?data|document|doc|json|details?|info|value|values)(_?(json|data|body))?$/, gives: json('{ id: faker.string.uuid(), quantity: faker.number.int({ min: 1, max: 10 }), note: faker.company.catchPhrase() }') },
  { name: 'metadata', column: /(^|_)(meta|meta_?data|extra|extras|additional(_?(data|info))?|custom(_?(data|fields))?|misc|user_?meta|raw_?meta|attributes_?extra|properties_?extra|annotations)(_?json)?$/, gives: json("{ source: faker.helpers.arrayElement(['web', 'mobile', 'import']), version: faker.system.semver() }") },
  { name: 'schedule as JSON', column: /(^|_)(schedule|hours|opening_?hours|business_?hours|availability|recurrence|calendar)(_?json)?$/, gives: json("{ monday: ['09:00', '17:00'], saturday: ['10:00', faker.helpers.arrayElement(['13:00', '16:00'])] }") },
  { name: 'statistics as JSON', column: /(^|_)(stats|statistics|metrics|analytics|counters|scores|ratings|measurements|readings)(_?json)?$/, gives: json('{ views: faker.number.int(5000), likes: faker.number.int(400) }') },
]
