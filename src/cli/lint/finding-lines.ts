import type { Finding, LintedPart } from '../../app/lint/finding.js'
import { maskSecrets } from '../mask-secrets.js'

const INDENT = '           '

/** A finding below the name of its factory: what is wrong, what to do, and where else it shows. */
export function findingLines(finding: Finding): readonly string[] {
  const { severity, message, fix, also } = finding
  const [first = '', ...more] = maskSecrets(message).split('\n')
  return [
    `  ${severity.padEnd(INDENT.length - 2)}${first}`,
    ...[...more, ...(fix === undefined ? [] : maskSecrets(fix).split('\n'))].map((line) => INDENT + line),
    ...(also.length === 0 ? [] : [`${INDENT}Also: ${also.map((part) => nameOf(part, finding)).join(', ')}.`]),
  ]
}

function nameOf({ factory, state }: LintedPart, finding: Finding): string {
  if (state === undefined) return factory
  return factory === finding.factory ? state : `${factory} ${state}`
}
