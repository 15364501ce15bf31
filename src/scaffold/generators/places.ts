/** A place where addresses may be. */
export interface Place {
  readonly city: string
  readonly region: string
  readonly regionCode: string
  /** `#` stands for a digit. */
  readonly postalCode: string
  readonly country: string
  readonly countryCode: string
  readonly countryCode3: string
  readonly latitude: number
  readonly longitude: number
}

type PlaceRow = readonly [city: string, region: string, regionCode: string, postalCode: string, country: string, code: string, code3: string, latitude: number, longitude: number]

const rows: readonly PlaceRow[] = [
  ['Amsterdam', 'North Holland', 'NH', '10## AB', 'Netherlands', 'NL', 'NLD', 52.37, 4.9],
  ['Austin', 'Texas', 'TX', '787##', 'United States', 'US', 'USA', 30.27, -97.74],
  ['Barcelona', 'Catalonia', 'CT', '080##', 'Spain', 'ES', 'ESP', 41.39, 2.17],
  ['Berlin', 'Berlin', 'BE', '101##', 'Germany', 'DE', 'DEU', 52.52, 13.4],
  ['Boston', 'Massachusetts', 'MA', '021##', 'United States', 'US', 'USA', 42.36, -71.06],
  ['Denver', 'Colorado', 'CO', '802##', 'United States', 'US', 'USA', 39.74, -104.99],
  ['Leeds', 'England', 'EN', 'LS# 4AB', 'United Kingdom', 'GB', 'GBR', 53.8, -1.55],
  ['Lyon', 'Rhône', 'RH', '6900#', 'France', 'FR', 'FRA', 45.76, 4.84],
  ['Melbourne', 'Victoria', 'VI', '30##', 'Australia', 'AU', 'AUS', -37.81, 144.96],
  ['Milan', 'Lombardy', 'LO', '201##', 'Italy', 'IT', 'ITA', 45.46, 9.19],
  ['Munich', 'Bavaria', 'BY', '803##', 'Germany', 'DE', 'DEU', 48.14, 11.58],
  ['Portland', 'Oregon', 'OR', '972##', 'United States', 'US', 'USA', 45.52, -122.68],
  ['Stockholm', 'Stockholm', 'ST', '11# ##', 'Sweden', 'SE', 'SWE', 59.33, 18.07],
  ['Toronto', 'Ontario', 'ON', 'M5V #A#', 'Canada', 'CA', 'CAN', 43.65, -79.38],
  ['Vienna', 'Vienna', 'WI', '10##', 'Austria', 'AT', 'AUT', 48.21, 16.37],
  ['Zurich', 'Zurich', 'ZH', '80##', 'Switzerland', 'CH', 'CHE', 47.37, 8.54],
]

/** Cities whose region, country and postal codes are known, for columns of an address that have to agree. */
export const places: readonly Place[] = rows.map(([city, region, regionCode, postalCode, country, countryCode, countryCode3, latitude, longitude]) => ({
  city, region, regionCode, postalCode, country, countryCode, countryCode3, latitude, longitude,
}))
