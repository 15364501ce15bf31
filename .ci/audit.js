// `npm audit` of what users install. Exit code 0: clean, 1: vulnerable, 2: the registry did not answer.
import { spawnSync } from 'node:child_process'

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' })
process.exitCode = verdict()

function verdict() {
  try {
    const { metadata, vulnerabilities } = JSON.parse(stdout)
    if (metadata?.vulnerabilities === undefined) return 2
    for (const [name, { severity }] of Object.entries(vulnerabilities)) console.log(`${name}: ${severity}`)
    return metadata.vulnerabilities.total === 0 ? 0 : 1
  } catch {
    return 2
  }
}
