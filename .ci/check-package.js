// What `npm pack` holds: nothing is missing, nothing slips in.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { packageFaults } from './package-faults.js'

const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }))
const faults = packageFaults(files.map(({ path }) => path), (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined))
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
