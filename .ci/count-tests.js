// Prints "passed failed" from Vitest's JSON report; a file that cannot be run, and one without tests, counts as a failure.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const broken = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
if (report.numTotalTests === 0) throw new Error('no tests were run')
console.log(report.numPassedTests, report.numFailedTests + broken.length)
