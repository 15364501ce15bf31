// The lock file must serve everybody: no package may come from a host that only this machine knows.
import { readFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const foreign = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
for (const [name, { resolved }] of foreign) console.error(`${name} comes from ${resolved}`)
const unproven = Object.entries(lock.packages).filter(([name, entry]) => name !== '' && entry.integrity === undefined && entry.link !== true && entry.inBundle !== true)
for (const [name] of unproven) console.error(`${name} has no integrity`)
const outdated = lock.version !== manifest.version || lock.name !== manifest.name
if (outdated) console.error('package-lock.json is of another version than package.json')
process.exitCode = foreign.length + unproven.length === 0 && !outdated ? 0 : 1
