/** @import { Experiment } from '../types.js' */
import { sizes } from '../sizes.js'
import { blog } from './blog.js'

/**
 * How many statements each tool sends for the blog of at most 1,000 users, BEGIN and COMMIT included; not timed.
 * @type {Experiment}
 */
export const statements = {
  name: 'statements',
  engines: 'each',
  mostRuns: 1,
  warmUp: 0,
  units: (size) => Math.min(sizes[size].users, sizes.S.users),
  tools: (engine) => blog.tools(engine).filter((tool) => !tool.startsWith('limit')),
  setUp: blog.setUp,
  check: blog.check,
}
