import type { Finding } from './finding.js'

type Required = 'factory' | 'kind' | 'message' | 'fix'

/** A finding: what is left out is not known. */
export function newFinding(parts: Pick<Finding, Required> & Partial<Finding>): Finding {
  return { severity: 'error', state: undefined, also: [], table: undefined, columns: [], constraint: undefined, ...parts }
}
