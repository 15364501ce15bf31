/** @import { Job, Trial } from '../types.js' */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** @type {Readonly<Record<string, readonly string[]>>} */
const commands = {
  node: ['-e', '0'],
  'seedkit-help': [fileURLToPath(new URL('../../bin/seedkit.js', import.meta.url)), '--help'],
}

/**
 * @param {Job} job
 * @returns {Promise<Trial>}
 */
export async function startUpTrial({ tool, units }) {
  const command = commands[tool]
  if (command === undefined) throw new Error(`there is no "${tool}"`)
  return {
    rows: units,
    async run() {
      for (let start = 0; start < units; start++) {
        const { status } = spawnSync(process.execPath, command, { stdio: 'ignore' })
        if (status !== 0) throw new Error(`${tool} ended with ${status}`)
      }
    },
    async close() {},
  }
}
