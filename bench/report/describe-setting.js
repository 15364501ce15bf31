/** @import { EngineName, Job, Setting } from '../types.js' */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { fileURLToPath } from 'node:url'
import { engines } from '../engines/engines.js'

const PACKAGES = ['knex', '@faker-js/faker', 'better-sqlite3', 'sqlite3', 'pg', 'pg-copy-streams', 'mysql2', 'drizzle-orm', 'drizzle-seed']

/**
 * The machine, the versions and the engines of jobs. Throws for an engine that cannot be reached.
 * @param {readonly Job[]} jobs
 * @param {string} place
 * @returns {Promise<Setting>}
 */
export async function describeSetting(jobs, place) {
  /** @type {Partial<Record<EngineName, string>>} */
  const described = {}
  for (const engine of Object.values(engines).filter(({ name }) => jobs.some((job) => job.engine === name))) {
    described[engine.name] = await reached(engine.name, place)
  }
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${type()} ${release()}, Node.js ${process.version}`
  const versions = PACKAGES.map((name) => `${name} ${versionOf(new URL(`../../node_modules/${name}/package.json`, import.meta.url))}`)
  return { machine, packages: [`seedkit ${versionOf(new URL('../../package.json', import.meta.url))}${commit()}`, ...versions].join(', '), engines: described }
}

/**
 * @param {EngineName} name
 * @param {string} place
 */
async function reached(name, place) {
  const engine = engines[name]
  try {
    await engine.renew(place)
    return await engine.describe(place)
  } catch (error) {
    throw new Error(`${name} cannot be used: ${error instanceof Error ? error.message : error}. Leave it out with --engines.`, { cause: error })
  } finally {
    // What cannot be reached cannot be tidied either.
    await engine.remove(place).catch(() => {})
  }
}

/** @param {URL} manifest */
function versionOf(manifest) {
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}

function commit() {
  try {
    const hash = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return ` (${hash.trim()})`
  } catch {
    return ''
  }
}
