import { DiscoveryError } from '../errors/discovery-error.js'
import { displayPath } from '../support/display-path.js'
import type { LoadFault } from './load-fault.js'
import { missingExportFault } from './missing-export-fault.js'
import { missingModuleFault } from './missing-module-fault.js'
import { syntaxFault } from './syntax-fault.js'
import { thrownFault } from './thrown-fault.js'

/** Says of whatever came out of loading `file` where in the user's sources it is and what to do about it. */
export async function explainLoadError(
  error: unknown,
  { file, cwd }: { readonly file: string; readonly cwd: string },
): Promise<DiscoveryError> {
  const { position, reason, hint } = await faultOf(error, file, cwd)
  return DiscoveryError.cannotLoad({
    file: displayPath(file, cwd),
    position: position && `${displayPath(position.file, cwd)}:${position.line}:${position.column}`,
    reason,
    hint: /\?.*ts$/.test(file) ? 'TypeScript cannot be loaded from a folder with "?" in its name: rename it.' : hint,
    cause: error,
  })
}

async function faultOf(error: unknown, file: string, cwd: string): Promise<LoadFault> {
  if (!(error instanceof Error)) return thrownFault(error)
  const missing = missingModuleFault(error, cwd) ?? (await missingExportFault(error))
  return missing ?? syntaxFault(error, file) ?? thrownFault(error)
}
