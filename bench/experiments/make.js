/** @import { Experiment } from '../types.js' */
import { sizes } from '../sizes.js'

/**
 * `make()` and `makeBatch(1000)` against calling the definition, with faker's values and with constants.
 * @type {Experiment}
 */
export const make = {
  name: 'make',
  engines: 'none',
  mostRuns: Infinity,
  warmUp: 20_000,
  units: (size) => sizes[size].made,
  tools: () => ['users', 'constants'].flatMap((values) => ['definition', 'make', 'makeBatch'].map((way) => `${way}-${values}`)),
  async setUp() {},
  check: async () => ({}),
}
