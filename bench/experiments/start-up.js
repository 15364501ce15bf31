/** @import { Experiment } from '../types.js' */
import { sizes } from '../sizes.js'

/**
 * `seedkit --help` against the start of Node.js.
 * @type {Experiment}
 */
export const startUp = {
  name: 'start-up',
  engines: 'none',
  mostRuns: Infinity,
  warmUp: 1,
  units: (size) => sizes[size].starts,
  tools: () => ['node', 'seedkit-help'],
  async setUp() {},
  check: async () => ({}),
}
