/** Types that are no plain text, number or date, by how PostgreSQL prints them: an expression for a text that such a column takes. */
const SPECIAL: readonly (readonly [type: RegExp, code: string | ((found: RegExpExecArray) => string)])[] = [
  [/^inet6$/, 'faker.internet.ipv6()'],
  [/^inet4?$/, 'faker.internet.ipv4()'],
  [/^cidr$/, '`10.${faker.number.int(255)}.${faker.number.int(255)}.0/24`'],
  [/^macaddr$/, 'faker.internet.mac()'],
  [/^macaddr8$/, "`${faker.internet.mac()}:${faker.string.hexadecimal({ length: 2, casing: 'lower', prefix: '' })}:ff`"],
  [/^interval/, "`0${faker.number.int({ min: 1, max: 9 })}:${faker.helpers.arrayElement(['00', '15', '30', '45'])}:00`"],
  [/^point$/, '`(${faker.location.longitude()},${faker.location.latitude()})`'],
  [/^line$/, '`{${faker.number.int({ min: 1, max: 9 })},-1,0}`'],
  [/^lseg$/, '`[(0,0),(${faker.number.int({ min: 1, max: 99 })},${faker.number.int({ min: 1, max: 99 })})]`'],
  [/^box$/, '`(${faker.number.int({ min: 50, max: 99 })},${faker.number.int({ min: 50, max: 99 })}),(${faker.number.int(40)},${faker.number.int(40)})`'],
  [/^(?:path|polygon)$/, '`((0,0),(${faker.number.int({ min: 1, max: 99 })},0),(0,${faker.number.int({ min: 1, max: 99 })}))`'],
  [/^circle$/, '`<(${faker.location.longitude()},${faker.location.latitude()}),${faker.number.int({ min: 1, max: 50 })}>`'],
  [/^bit(?:\((\d+)\))?$/, ([, bits = '1']) => `faker.string.binary({ length: ${bits}, prefix: '' })`],
  [/^(?:bit varying|varbit)(?:\((\d+)\))?$/, ([, bits = '8']) => `faker.string.binary({ length: ${Math.min(8, Number(bits))}, prefix: '' })`],
  [/^xml$/, '`<note>${faker.lorem.words(3)}</note>`'],
  [/^tsvector$/, 'faker.lorem.words(3)'],
  [/^tsquery$/, 'faker.lorem.word()'],
  [/^(int4|int8)range$/, '`[${faker.number.int({ min: 1, max: 50 })},${faker.number.int({ min: 51, max: 100 })})`'],
  [/^numrange$/, '`[${faker.number.int({ min: 1, max: 50 })}.5,${faker.number.int({ min: 51, max: 100 })})`'],
  [/^daterange$/, '`[${faker.date.past().toISOString().slice(0, 10)},${faker.date.future().toISOString().slice(0, 10)})`'],
  [/^ts(?:tz)?range$/, '`[${faker.date.past().toISOString()},${faker.date.future().toISOString()})`'],
  [/^(int4|int8|num)multirange$/, '`{[${faker.number.int({ min: 1, max: 50 })},${faker.number.int({ min: 51, max: 100 })})}`'],
  [/^datemultirange$/, '`{[${faker.date.past().toISOString().slice(0, 10)},${faker.date.future().toISOString().slice(0, 10)})}`'],
  [/^ts(?:tz)?multirange$/, '`{[${faker.date.past().toISOString()},${faker.date.future().toISOString()})}`'],
  [/^(?:.*\.)?hstore$/, '`"colour"=>"${faker.color.human()}", "size"=>"${faker.number.int({ min: 1, max: 60 })}"`'],
  [/^(?:.*\.)?ltree$/, '`${faker.lorem.word()}.${faker.lorem.word()}`'],
  [/^(?:.*\.)?lquery$/, '`*.${faker.lorem.word()}.*`'],
  [/^(?:.*\.)?cube$/, '`(${faker.number.int(99)},${faker.number.int(99)})`'],
  [/^(?:.*\.)?seg$/, '`${faker.number.int({ min: 1, max: 9 })} .. ${faker.number.int({ min: 10, max: 99 })}`'],
  [/^(?:.*\.)?(?:isbn|isbn13)$/, 'faker.commerce.isbn()'],
  [/^(?:.*\.)?(?:half)?vec(?:tor)?\((\d+)\)$/, ([, size = '3']) => `JSON.stringify(faker.helpers.multiple(() => faker.number.float({ min: -1, max: 1, fractionDigits: 3 }), { count: ${size} }))`],
  [/^(?:.*\.)?geo(?:metry|graphy)(?:\((?:point|geometry)(?:,(\d+))?\))?$/i, ([, srid]) => `\`SRID=${srid ?? '4326'};POINT(\${faker.location.longitude()} \${faker.location.latitude()})\``],
  [/^(?:.*\.)?geo(?:metry|graphy)\(linestring(?:,(\d+))?\)$/i, ([, srid]) => `\`SRID=${srid ?? '4326'};LINESTRING(0 0,\${faker.location.longitude()} \${faker.location.latitude()})\``],
  [/^(?:.*\.)?geo(?:metry|graphy)\(polygon(?:,(\d+))?\)$/i, ([, srid]) => `\`SRID=${srid ?? '4326'};POLYGON((0 0,\${faker.number.int({ min: 1, max: 20 })} 0,0 \${faker.number.int({ min: 1, max: 20 })},0 0))\``],
  [/^(?:.*\.)?geo(?:metry|graphy)\(multipolygon(?:,(\d+))?\)$/i, ([, srid]) => `\`SRID=${srid ?? '4326'};MULTIPOLYGON(((0 0,\${faker.number.int({ min: 1, max: 20 })} 0,0 \${faker.number.int({ min: 1, max: 20 })},0 0)))\``],
  [/^pg_lsn$/, '`16/${faker.string.hexadecimal({ length: 8, casing: \'upper\', prefix: \'\' })}`'],
  [/^(?:txid|pg)_snapshot$/, '`${faker.number.int({ min: 10, max: 90 })}:100:`'],
  [/^(?:xid8?|cid)$/, 'String(faker.number.int({ min: 1, max: 99_999 }))'],
  [/^jsonpath$/, '`$.${faker.lorem.word()}`'],
  [/^reg(?:class|type|proc|namespace|role|config|dictionary|oper|collation)$/, "'-'"],
  [/^timetz$|^time(?:\(\d\))? with time zone$/, '`${faker.date.anytime().toISOString().slice(11, 19)}+00`'],
]

/** The first bytes of a point, a line and a polygon in MySQL's own format: no reference system, little-endian, the kind; then come the numbers. */
const LONGITUDE_LATITUDE = '...new Uint8Array(new Float64Array([faker.location.longitude(), faker.location.latitude()]).buffer)'
const TRIANGLE = '...new Uint8Array(new Float64Array([0, 0, faker.number.int({ min: 1, max: 20 }), 0, 0, faker.number.int({ min: 1, max: 20 }), 0, 0]).buffer)'
const LINE = '...new Uint8Array(new Float64Array([0, 0, faker.location.longitude(), faker.location.latitude()]).buffer)'
const SPATIAL: Readonly<Record<string, string>> = {
  point: `Uint8Array.of(0, 0, 0, 0, 1, 1, 0, 0, 0, ${LONGITUDE_LATITUDE})`,
  geometry: `Uint8Array.of(0, 0, 0, 0, 1, 1, 0, 0, 0, ${LONGITUDE_LATITUDE})`,
  linestring: `Uint8Array.of(0, 0, 0, 0, 1, 2, 0, 0, 0, 2, 0, 0, 0, ${LINE})`,
  polygon: `Uint8Array.of(0, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, ${TRIANGLE})`,
  multipoint: `Uint8Array.of(0, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, ${LONGITUDE_LATITUDE})`,
  multilinestring: `Uint8Array.of(0, 0, 0, 0, 1, 5, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 2, 0, 0, 0, ${LINE})`,
  multipolygon: `Uint8Array.of(0, 0, 0, 0, 1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, ${TRIANGLE})`,
  geometrycollection: `Uint8Array.of(0, 0, 0, 0, 1, 7, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, ${LONGITUDE_LATITUDE})`,
  geomcollection: `Uint8Array.of(0, 0, 0, 0, 1, 7, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, ${LONGITUDE_LATITUDE})`,
}

/** Code for a column of such a type; undefined for all other types. */
export function specialExpression(baseType: string): string | undefined {
  for (const [type, code] of SPECIAL) {
    const found = type.exec(baseType)
    if (found !== null) return typeof code === 'string' ? code : code(found)
  }
  return undefined
}

/** Code for a spatial column of MySQL and MariaDB, which take bytes for it. */
export function spatialExpression(baseType: string): string | undefined {
  return SPATIAL[baseType.toLowerCase()]
}
