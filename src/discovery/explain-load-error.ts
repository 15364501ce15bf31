import { DiscoveryError } from '../errors/discovery-error.js'
import { displayPath } from '../support/display-path.js'

export async function explainLoadError(error: unknown, { file, cwd }: { file: string; root: string; cwd: string }): Promise<DiscoveryError> {
  return DiscoveryError.cannotLoad({ file: displayPath(file, cwd), reason: String(error), cause: error })
}
