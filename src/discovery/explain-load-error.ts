import { DiscoveryError } from '../errors/discovery-error.js'
import { displayPath } from '../support/display-path.js'

export async function explainLoadError(error: unknown, { file }: { file: string; root: string }): Promise<DiscoveryError> {
  return DiscoveryError.cannotLoad({ file: displayPath(file, process.cwd()), reason: String(error), cause: error })
}
