import { describeError } from '../app/describe-error.js'
import { maskSecrets } from './mask-secrets.js'

/** What a command failed with, as the last line of `--json`. */
export function failureLine(type: string, error: unknown): string {
  const { code, message, hint } = describeError(error)
  return JSON.stringify({ type, code, message: maskSecrets(message), hint: hint === undefined ? undefined : maskSecrets(hint) })
}
