import { refuseHalfPair } from './refuse-half-pair.js'

/** Gives the JSON text. Half of a surrogate pair is refused in escapes as well: JSON.stringify writes it so. */
export function refuseHalfPairInJson(json: string): string {
  refuseHalfPair(json)
  if (/\\ud/i.test(json)) refuseHalfPair(json.replace(/\\(?:u([\da-f]{4})|.)/gis, (_, code: string | undefined) => (code === undefined ? ' ' : String.fromCharCode(parseInt(code, 16)))))
  return json
}
