import { refuseNul } from './refuse-nul.js'

/** Gives the JSON text. A NUL that is spelt as an escape is one all the same for jsonb, which keeps no escapes. */
export function refuseNulInJsonb(json: string): string {
  if (json.includes('\\u0000')) refuseNul(json.replace(/\\(?:(u0000)|.)/gs, (_, nul: string | undefined) => (nul === undefined ? ' ' : '\0')))
  return json
}
