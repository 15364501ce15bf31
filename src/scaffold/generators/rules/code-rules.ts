import { gives } from '../gives.js'
import type { Rule } from '../rule.js'
import { entities } from './entities.js'

const { exact } = gives
/** `#` is a digit, `?` a letter. */
const shaped = (shape: string): readonly [string, number] => [`faker.helpers.replaceSymbols('${shape}')`, shape.length]
const upper = (length: number): readonly [string, number, number] => [`faker.string.alpha({ length: ${length}, casing: 'upper' })`, length, 26 ** length]

/** Codes and numbers that people call things by. */
export const codeRules: readonly Rule[] = [
  { name: 'SKU', column: /(^|_)(sku|stock_?keeping_?unit|article_?(number|no|code)|item_?(code|number|no)|product_?(code|number|no|ref|reference)|part_?(number|no|code)|mpn|model_?(number|no|code)|style_?(code|number)|variant_?code|catalog(ue)?_?(number|no))$/, gives: exact(shaped('???-####'), shaped('??####'), shaped('###')), like: ['ABC-1234'] },
  { name: 'code of a product', column: /^(code|number|ref|reference|product_?number)$/, of: entities.product, gives: exact(shaped('???-####'), shaped('??####'), shaped('###')), like: ['ABC-1234'] },
  { name: 'ISBN', column: /(^|_)isbn(_?(13|10|number|no|code))?$/, gives: exact(["faker.commerce.isbn({ separator: '' })", 13], ["faker.commerce.isbn({ variant: 10, separator: '' })", 10]), like: ['9780306406157'] },
  { name: 'ISSN', column: /(^|_)issn$/, gives: exact(shaped('####-####')), like: ['1234-5678'] },
  { name: 'DOI', column: /(^|_)doi$/, gives: exact(['`10.${faker.number.int({ min: 1000, max: 9999 })}/${faker.string.alphanumeric({ length: 8, casing: \'lower\' })}`', 16]) },
  { name: 'bar code', column: /(^|_)(ean|ean_?13|gtin|gtin_?13|bar_?code|upc|upc_?a|scan_?code|qr_?code|asin|plu|bar_?code_?number)(_?code)?$/, gives: exact(['faker.string.numeric({ length: 13, allowLeadingZeros: false })', 13], ['faker.commerce.upc()', 12], ['faker.string.numeric(8)', 8]), like: ['4006381333931'] },
  { name: 'VIN', column: /(^|_)(vin|vehicle_?identification_?number|chassis(_?(number|no))?|vin_?number)$/, gives: exact(['faker.vehicle.vin()', 17]) },
  { name: 'licence plate', column: /(^|_)(licen[cs]e_?plates?|plate(_?(number|no))?|number_?plate|registration_?plate|vehicle_?(number|registration|reg_?no|plate)|vrm|reg_?plate|license_?plate_?number)$/, gives: exact(['faker.vehicle.vrm()', 7]), like: ['AB12CDE'] },
  { name: 'engine number', column: /(^|_)engine_?(number|no)$/, gives: exact(shaped('??########')) },
  { name: 'flight number', column: /(^|_)flight(_?(number|no|code))?$/, gives: exact(shaped('??####'), shaped('####')) },
  { name: 'record locator', column: /(^|_)(pnr|record_?locator|booking_?(code|reference|ref|number|no)|confirmation_?(number|no|code)|reservation_?(number|no|code)|booking_?ref)$/, gives: exact(['faker.airline.recordLocator()', 6], upper(4)) },
  { name: 'seat', column: /(^|_)(seat|seat_?(number|no))$/, gives: exact(["`${faker.number.int({ min: 1, max: 35 })}${faker.helpers.arrayElement(['A', 'B', 'C', 'D', 'E', 'F'])}`", 3, 210]) },
  { name: 'airport code', column: /(^|_)(iata|iata_?code|airport_?code|origin_?(code|airport)|dest(ination)?_?(code|airport)|departure_?airport|arrival_?airport)$/, within: 4, gives: exact(['faker.airline.airport().iataCode', 3, 118], upper(3)), like: ['BER'] },
  { name: 'ICAO code', column: /(^|_)icao(_?code)?$/, gives: exact(upper(4)) },
  { name: 'aircraft', column: /(^|_)(aircraft|aircraft_?(type|model)|airplane|plane)(_?name)?$/, gives: exact(['faker.airline.airplane().name', 48, 155], shaped('?###')) },
  { name: 'tracking number', column: /(^|_)(tracking|waybill|awb|consignment|parcel|shipment)_?(number|no|code|id)$|(^|_)tracking$|^carrier_?tracking_?number$/, filled: 80, gives: exact(["`1Z${faker.string.alphanumeric({ length: 16, casing: 'upper' })}`", 18], ["faker.string.alphanumeric({ length: 10, casing: 'upper' })", 10]) },
  { name: 'serial number', column: /(^|_)(serial|serial_?(number|no|num|code)|device_?serial|asset_?(tag|number)|hardware_?id|inventory_?(number|no|code))$/, gives: exact(["faker.string.alphanumeric({ length: 12, casing: 'upper' })", 12], ["faker.string.alphanumeric({ length: 6, casing: 'upper' })", 6]) },
  { name: 'lot number', column: /(^|_)(lot|lot_?(number|no|code)|batch(_?(number|no|code|id))?)$/, gives: exact(shaped('L######'), shaped('####')) },
  { name: 'order number', column: /(^|_)((purchase_?|sales_?)?order_?(number|no|nr|num|code|ref|reference)|po_?(number|no)|purchase_?order|so_?number)$/, gives: exact(["`ORD-${faker.string.numeric(8)}`", 12], ['faker.string.numeric(6)', 6]), like: ['ORD-00012345'] },
  { name: 'number of an order', column: /^(number|no|code|ref|reference|order_?number)$/, of: entities.order, gives: exact(["`ORD-${faker.string.numeric(8)}`", 12], ['faker.string.numeric(6)', 6]), like: ['ORD-00012345'] },
  { name: 'invoice number', column: /(^|_)(invoice|bill|receipt|credit_?note|quote|estimate|voucher|document|doc)_?(number|no|nr|num|code|ref)$/, gives: exact(["`INV-${faker.string.numeric(7)}`", 11], ['faker.string.numeric(6)', 6]), like: ['INV-0012345'] },
  { name: 'number of an invoice', column: /^(number|no|code|ref|reference)$/, of: entities.invoice, gives: exact(["`INV-${faker.string.numeric(7)}`", 11], ['faker.string.numeric(6)', 6]), like: ['INV-0012345'] },
  { name: 'transaction number', column: /(^|_)(transaction|txn|payment|trans|charge|refund|authori[sz]ation|approval|auth|gateway|credit_?card_?approval|check|cheque|confirmation)_?(number|no|id|ref|reference|code|key)$|^(transaction_?id|txn_?id|payment_?intent)$/, gives: exact(["`txn_${faker.string.alphanumeric({ length: 16, casing: 'lower' })}`", 20], ["faker.string.alphanumeric({ length: 10, casing: 'upper' })", 10]) },
  { name: 'number of a ticket', column: /(^|_)(ticket|case|issue|incident|claim|bug|request|task|work_?order|rma)_?(number|no|key|code|ref)$/, gives: exact(["`T-${faker.string.numeric(5)}`", 7], ['faker.string.numeric(5)', 5]) },
  { name: 'number of a worker', column: /(^|_)(employee|staff|badge|personnel|payroll|emp|worker)_?(number|no|nr|num|code)$/, gives: exact(shaped('E######'), shaped('####')) },
  { name: 'number of a customer', column: /(^|_)(customer|client|member|membership|account|user|patient|student|matriculation|enrol?ment|roll|policy|contract|card|loyalty|library_?card|subscriber|vendor|supplier|partner|medical_?record|insurance|gift_?card|license|licence|permit|case_?file)_?(number|no|nr|num|code)$|^(mrn|policy|matric_?no)$/, gives: exact(shaped('?#######'), shaped('?####')) },
  { name: 'number of a person', column: /^(number|no|code|ref|reference)$/, of: entities.person, gives: exact(shaped('?######'), shaped('?####')) },
  { name: 'coupon code', column: /(^|_)(coupon|promo|promotion|discount|voucher|gift|redemption|referral|invite|invitation|redeem|campaign|affiliate|offer)_?(code|number|no)$|(^|_)(coupon|voucher|promo)$/, filled: 40, gives: exact(["`${faker.word.noun({ length: { min: 4, max: 6 } }).toUpperCase()}${faker.number.int({ min: 5, max: 50 })}`", 18], ["faker.string.alphanumeric({ length: 8, casing: 'upper' })", 8]), like: ['SUMMER25'] },
  { name: 'code of a coupon', column: /^(code|coupon|voucher)$/, of: /(^|_)(coupon|voucher|promotion|promo_code|promo|discount|gift_card|discount_code|coupon_code|referral|invitation|invite)$/, gives: exact(["`${faker.word.noun({ length: { min: 4, max: 6 } }).toUpperCase()}${faker.number.int({ min: 5, max: 50 })}`", 18], ["faker.string.alphanumeric({ length: 8, casing: 'upper' })", 8]), like: ['SUMMER25'] },
  { name: 'course code', column: /(^|_)(course|class|subject|module|section)_?(code|number|no)$/, gives: exact(shaped('???###'), shaped('?##')), like: ['MAT101'] },
  { name: 'code of a course', column: /^(code|number|no|course_?number)$/, of: entities.course, gives: exact(shaped('???###'), shaped('?##')), like: ['MAT101'] },
  { name: 'code of a department', column: /^(code|abbr|abbreviation|short_?name|department_?code)$/, of: entities.department, gives: exact(upper(3)) },
  { name: 'code of a company', column: /(^|_)(ticker|ticker_?symbol|stock_?symbol|stock_?code|isin)$/, gives: exact(upper(4)) },
  { name: 'code of an airline', column: /^(code|iata|iata_?code)$/, of: /(^|_)(airline|carrier)$/, gives: exact(upper(2)) },
  { name: 'code of an airport', column: /^(code|iata|iata_?code|airport_?code)$/, of: /(^|_)airport$/, gives: exact(upper(3)), like: ['BER'] },
  { name: 'unit of measure code', column: /(^|_)(uom|unit_?measure_?code|unit_?code|size_?unit_?measure_?code|weight_?unit_?measure_?code)$/, gives: exact(upper(3)) },
  { name: 'territory code', column: /(^|_)(territory|region|district|zone|branch|store|warehouse|site|location|office|state_?province|area|plant)_?(id|code|number|no)$/, gives: exact(shaped('??-###'), shaped('?##')) },
  { name: 'symbol of a unit', column: /^(symbol|abbr|abbreviation|short_?name|code)$/, of: /(^|_)(unit|unit_of_measure|uom|measure|measurement_unit)$/, part: 'symbol', gives: exact(['faker.science.unit().symbol', 5, 29]) },
  { name: 'reference', column: /(^|_)(ref|reference|reference_?(number|no|code|id)|ref_?(number|no|code|id)|identifier|external_?(code|number)|internal_?(code|ref|number))$/, gives: exact(shaped('??######'), shaped('?####')) },
  { name: 'code', column: /(^|_)(code|abbr|abbrev|abbreviation|short_?code|acronym|mnemonic|key_?code|cd)$/, gives: exact(shaped('???-###'), shaped('??##'), upper(3), upper(2), upper(1)), like: ['ABC-123'] },
  { name: 'number in words', column: /(^|_)(number|no|nr|num)$/, gives: exact(shaped('#######'), shaped('####')) },
  { name: 'symbol', column: /(^|_)symbol$/, gives: exact(upper(3)) },
]
