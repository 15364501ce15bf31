import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * The file of a place, in the folder for temporary files (`TMPDIR` names another).
 * @param {string} place
 */
export function sqliteFile(place) {
  return path.join(tmpdir(), place, 'bench.sqlite3')
}
