import { gives } from '../gives.js'
import type { Rule } from '../rule.js'
import { entities } from './entities.js'

const { text, words, wordsOrText, wordsOrShort, whole } = gives
const companyName = text(['faker.company.name()', 56], ['`${faker.person.lastName()} & Co.`', 28], ['faker.person.lastName()', 22])
const DEPARTMENTS = ['Accounting', 'Customer Support', 'Engineering', 'Finance', 'Human Resources', 'Legal', 'Logistics', 'Marketing', 'Operations', 'Purchasing', 'Research', 'Sales']
const placeNamed = (kind: string): ReturnType<typeof text> => text([`\`\${faker.location.city()} ${kind}\``, 29 + kind.length], ['faker.location.city()', 28])

/** Companies, and the places and groups that people work in. */
export const companyRules: readonly Rule[] = [
  { name: 'company in words', column: /(^|_)(company|company_?name|employer|organi[sz]ation|organi[sz]ation_?name|firm|business_?name|trading_?name|legal_?entity|corporation)$/, filled: 80, gives: companyName },
  { name: 'name of a company', column: /^names?$|^(company|business|legal|trading|trade)_?name$/, of: entities.company, part: 'name', gives: companyName },
  { name: 'supplier in words', column: /^(supplier|vendor|manufacturer|maker|distributor|shipper|carrier_?name|merchant|payee|payer|insurer)(_?name)?$/, gives: companyName },
  { name: 'carrier', column: /^(carrier|courier|shipping_?(carrier|company|provider)|ship_?via|shipped_?via|forwarder)$/, gives: words('DHL', 'FedEx', 'UPS', 'USPS', 'DPD', 'GLS') },
  { name: 'brand', column: /(^|_)(brand|brand_?name|make|label_?name)$/, gives: text(['faker.person.lastName()', 22]) },
  { name: 'name of a brand', column: /^name$/, of: /(^|_)(brand|make)$/, part: 'name', gives: text(['`${faker.person.lastName()} ${faker.company.buzzNoun()}`', 50], ['faker.person.lastName()', 22]) },
  { name: 'publisher', column: /(^|_)(publisher|imprint|publishing_?house)(_?name)?$/, gives: text(['faker.book.publisher()', 64, 260], ['faker.person.lastName()', 22]) },
  { name: 'name of a publisher', column: /^name$/, of: /(^|_)(publisher|imprint|press|label|record_label)$/, part: 'name', gives: text(['`${faker.person.lastName()} & ${faker.person.lastName()} Press`', 53], ['faker.person.lastName()', 22]) },
  { name: 'department', column: /(^|_)(department|dept|division|business_?unit)(_?name)?$/, of: /^(?!.*(product|item|category|shop|article)).*$/, gives: wordsOrText(DEPARTMENTS, ['`${faker.location.city()} ${faker.person.jobArea()}`', 43]) },
  { name: 'department of a shop', column: /(^|_)department(_?name)?$/, of: /(product|item|category|shop|article)/, gives: text(['faker.commerce.department()', 12, 22], ['`${faker.commerce.productAdjective()} ${faker.commerce.department()}`', 24]) },
  { name: 'name of a department', column: /^names?$/, of: entities.department, part: 'name', gives: wordsOrText(DEPARTMENTS, ['`${faker.location.city()} ${faker.person.jobArea()}`', 43]) },
  { name: 'name of a team', column: /^names?$|^(team|group)_?name$/, of: entities.team, part: 'name', gives: wordsOrText(['Platform', 'Growth', 'Mobile', 'Data', 'Design', 'Payments', 'Security', 'Search', 'Infrastructure'], ['`${faker.location.city()} ${faker.person.jobArea()}`', 43]) },
  { name: 'name of a project', column: /^names?$|^title$/, of: entities.project, part: 'title', gives: text(["`${faker.helpers.arrayElement(['Website', 'Mobile App', 'Warehouse', 'Customer Portal', 'Intranet', 'Billing', 'Onboarding'])} ${faker.helpers.arrayElement(['Relaunch', 'Migration', 'Upgrade', 'Redesign', 'Rollout'])}`", 25, 35], ['`${faker.location.city()} ${faker.person.jobArea()} Rollout`', 51], ['faker.location.city()', 28]) },
  { name: 'name of a branch', column: /^names?$/, of: /(^|_)(branch|office|location_office|site|subsidiary|location)$/, part: 'name', gives: placeNamed('Office') },
  { name: 'name of a shop', column: /^names?$/, of: /(^|_)(store|shop|outlet|supermarket|marketplace)$/, part: 'name', gives: placeNamed('Store') },
  { name: 'name of a warehouse', column: /^names?$/, of: /(^|_)(warehouse|depot|distribution_center|fulfillment_center|plant|factory)$/, part: 'name', gives: placeNamed('Warehouse') },
  { name: 'name of a school', column: /(^|_)(school|university|college|alma_mater|institution)(_?name)?$/, gives: text(['`University of ${faker.location.city()}`', 42], ['faker.location.city()', 28]) },
  { name: 'name of schools', column: /^names?$/, of: /(^|_)(school|university|college|institute|institution|academy|campus)$/, part: 'name', gives: text(['`University of ${faker.location.city()}`', 42], ['faker.location.city()', 28]) },
  { name: 'name of a hospital', column: /^names?$|^(hospital|clinic)(_?name)?$/, of: /(^|_)(hospital|clinic|medical_center|ward|pharmacy|lab|laboratory)$/, part: 'name', gives: placeNamed('Hospital') },
  { name: 'name of a hotel', column: /^names?$/, of: /(^|_)(hotel|hostel|resort|motel|inn|accommodation|property|listing)$/, part: 'name', gives: text(['`Hotel ${faker.location.city()}`', 34], ['faker.location.city()', 28]) },
  { name: 'name of a restaurant', column: /^names?$/, of: /(^|_)(restaurant|cafe|bar|bistro|diner|pub|bakery)$/, part: 'name', gives: text(["`${faker.person.firstName()}'s ${faker.helpers.arrayElement(['Kitchen', 'Diner', 'Bistro', 'Table', 'Grill'])}`", 25], ['faker.person.firstName()', 14]) },
  { name: 'name of a venue', column: /^names?$|^(venue|stadium|arena|theatre|theater)(_?name)?$/, of: /(^|_)(venue|theater|theatre|stadium|arena|hall|auditorium|cinema|museum|gallery|library|event|conference|concert|match|game)$/, part: 'name', gives: placeNamed('Hall') },
  { name: 'name of an airport', column: /^names?$|^airport(_?name)?$/, of: /(^|_)(airport|airfield|terminal|flight|route)$/, part: 'name', gives: placeNamed('International Airport') },
  { name: 'name of an airline', column: /^names?$|^airline(_?name)?$/, of: /(^|_)(airline|flight|carrier_airline)$/, part: 'catalogue name', gives: text(['faker.airline.airline().name', 40, 126], ['`${faker.location.city()} Airways`', 36]) },
  { name: 'bank', column: /(^|_)(bank|bank_?name|issuing_?bank)$/, gives: text(['`${faker.location.city()} Savings Bank`', 41], ['faker.location.city()', 28]) },
  { name: 'name of a bank', column: /^names?$/, of: /(^|_)(bank|credit_union)$/, part: 'name', gives: text(['`${faker.location.city()} Savings Bank`', 41], ['faker.location.city()', 28]) },
  { name: 'industry', column: /(^|_)(industry|sector|business_?type|line_of_business|vertical)(_?name)?$/, gives: wordsOrText(['Agriculture', 'Automotive', 'Construction', 'Education', 'Energy', 'Finance', 'Health Care', 'Insurance', 'Manufacturing', 'Retail', 'Software', 'Transport'], ['`${faker.company.buzzAdjective()} ${faker.company.buzzNoun()}`', 56]) },
  { name: 'name of an industry', column: /^names?$/, of: /(^|_)(industry|sector|vertical)$/, part: 'name', gives: wordsOrText(['Agriculture', 'Automotive', 'Construction', 'Education', 'Energy', 'Finance', 'Health Care', 'Insurance', 'Manufacturing', 'Retail', 'Software', 'Transport'], ['`${faker.company.buzzAdjective()} ${faker.company.buzzNoun()}`', 56]) },
  { name: 'slogan', column: /(^|_)(slogan|tag_?line|motto|catch_?phrase|mission(_?statement)?)$/, gives: text(['faker.company.catchPhrase()', 70], ['faker.company.buzzNoun()', 30]) },
  { name: 'legal form', column: /(^|_)(legal_?form|company_?type|legal_?entity_?type)$/, gives: words('Inc.', 'LLC', 'Ltd.', 'GmbH', 'AG', 'S.A.') },
  { name: 'number of employees', column: /(^|_)(employees?|staff|head_?count|employee_?count|number_?employees|number_of_employees|company_?size)$/, gives: whole(5, 5000) },
  { name: 'size of a company', column: /^company_?size$|^size$/, of: entities.company, gives: wordsOrShort(['1-10', '11-50', '51-200', '201-500', '501-1000']) },
]
