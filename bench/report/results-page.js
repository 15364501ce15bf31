/** @import { Findings } from '../types.js' */
import { reportOf } from './report-of.js'

/**
 * bench/RESULTS.md: how it was made, then the tables.
 * @param {readonly Findings[]} all
 */
export function resultsPage(all) {
  return `# What \`npm run bench\` found

${[...new Set(all.flatMap(settingLines))].join('\n')}

## How it was made

- \`npm run bench -- --write\`; \`npm run bench -- --help\` lists sizes, engines, experiments and tools.
- The recipe is a blog: users with 5 posts each, posts with 2 comments each; a unique e-mail address, three foreign keys, all enforced while rows arrive (with
  \`foreignKeys: 'verify'\`: before COMMIT). Sizes: S 16,000 rows, M 160,000, L 1,600,000, XL 10,000,000.
- Each number comes from processes that measure one thing: warm-up of 1,000 users (the other experiments: alike) in tables of their own, garbage collection, then the time from
  the first row made to COMMIT, everything in one transaction. Modules, connections and tables are there before; what a tool asks the database about its tables is part of its time.
  SQLite verifies whole runs only: there it is a run of \`seedDatabase()\`, timed from BEGIN to after COMMIT, and its memory holds the command's TypeScript loader too.
- Medians of the runs, which go through all tools in random order; ratios are ratios of medians. CPU time is per row: the client's own, and that of all processes of the
  server where it runs on the same machine. Peak RSS is the highest \`VmHWM\` of the runs, warm-up included; XL goes without, which
  would hold 10 to 25 MB more.
- After each run rows are counted, keys without a row searched for, and rows that break a constraint tried: a tool that leaves a faulty blog has no numbers here.
- knex: \`batchInsert\` in chunks of 1,000 rows (SQLite 500) of what plain faker makes, table by table, or chunk by chunk with the keys read back; the faster one counts. An e-mail address
  gets the row's number in front, as faker's repeat. drizzle-seed: its own generators, with texts about as long; it deals children out to parents at random, and a comment's author is any user.
- Ready rows: made before the clock starts, with their keys, by plain faker; prepared INSERTs of better-sqlite3 and sqlite3, COPY by pg-copy-streams, LOAD DATA LOCAL INFILE by mysql2.
- One row: \`create()\` in a loop against Knex's \`insert().returning('*')\` (MariaDB: a raw INSERT ... RETURNING) of what faker makes; 10,000 rows, at S 1,000,
  of which V8's compilation is a large part.

## Tables

${reportOf(all)}
`
}

/** @param {Findings} findings */
function settingLines({ date, setting }) {
  const engines = Object.entries(setting.engines).map(([name, description]) => `- ${name}: ${description}`)
  return [`- ${date}: ${setting.machine}`, `- ${setting.packages}`, ...engines]
}
