/** @import { EngineName, ExperimentName, SizeName } from './types.js' */
import { parseArgs } from 'node:util'
import { engines } from './engines/engines.js'
import { experiments } from './experiments/experiments.js'
import { sizes } from './sizes.js'

export const usage = `npm run bench -- [options]

  --size <list>         ${Object.keys(sizes).join(', ')}: 160, 16k, 160k, 1.6M and 10M rows of the blog (M)
  --engines <list>      ${Object.keys(engines).join(', ')} (all)
  --experiments <list>  ${Object.keys(experiments).join(', ')} (all; blog alone at XL)
  --tools <list>        names, or how they begin: insert, verify, createBatch, knex, drizzle, limit, ... (all; insert alone at XL)
  --runs <n>            measurements of each, of which medians are taken (5; 1 at XL)
  --save <file>         keeps what was found, as JSON
  --with <file>         adds what a run before has saved, for the tables only; may be repeated
  --write               writes bench/RESULTS.md
  --help                this text`

/**
 * @typedef {object} Arguments
 * @property {'help' | 'bench'} task
 * @property {readonly SizeName[]} sizes
 * @property {readonly EngineName[]} engines
 * @property {readonly ExperimentName[]} experiments
 * @property {readonly string[]} tools none: all
 * @property {number | undefined} runs
 * @property {string | undefined} save
 * @property {readonly string[]} saved
 * @property {'page' | undefined} write
 */

/**
 * Throws for what there is not.
 * @param {readonly string[]} given
 * @returns {Arguments}
 */
export function readArguments(given) {
  const { values } = parseArgs({
    args: [...given],
    options: {
      size: { type: 'string', default: 'M' },
      engines: { type: 'string' },
      experiments: { type: 'string' },
      tools: { type: 'string' },
      runs: { type: 'string' },
      save: { type: 'string' },
      with: { type: 'string', multiple: true, default: [] },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const chosen = namesFrom(values.engines, 'engine', engines)
  const tried = namesFrom(values.experiments, 'experiment', experiments)
  const tools = values.tools === undefined ? [] : values.tools.split(',').map((name) => name.trim())
  const known = Object.values(experiments).flatMap((experiment) => [...chosen, /** @type {const} */ ('none')].flatMap((engine) => experiment.tools(engine)))
  for (const tool of tools) if (!known.some((name) => name.startsWith(tool))) throw new Error(`there is no tool "${tool}"; there are ${[...new Set(known)].join(', ')}`)
  return {
    task: values.help ? 'help' : 'bench',
    sizes: namesFrom(values.size, 'size', sizes),
    engines: chosen,
    experiments: tried,
    tools,
    runs: values.runs === undefined ? undefined : count(values.runs),
    save: values.save,
    saved: values.with,
    write: values.write ? 'page' : undefined,
  }
}

/**
 * @template {string} Name
 * @param {string | undefined} list
 * @param {string} kind
 * @param {Readonly<Record<Name, unknown>>} known
 * @returns {readonly Name[]}
 */
function namesFrom(list, kind, known) {
  const names = Object.keys(known)
  const wanted = list === undefined ? names : list.split(',').map((name) => name.trim())
  for (const name of wanted) if (!names.includes(name)) throw new Error(`there is no ${kind} "${name}"; there are ${names.join(', ')}`)
  // Each was looked up.
  return /** @type {readonly Name[]} */ (/** @type {unknown} */ (wanted))
}

/** @param {string} text */
function count(text) {
  const runs = Number(text)
  if (!Number.isSafeInteger(runs) || runs < 0) throw new Error(`--runs takes a number of runs, not "${text}"`)
  return runs
}
