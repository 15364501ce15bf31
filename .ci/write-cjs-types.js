// TypeScript's node16 and node18 modes want a CommonJS declaration for a package that `require()` can load. They do not know that Node can require ES modules:
// where libraries are checked, this import itself would be an error (TS1479).
import { writeFileSync } from 'node:fs'

writeFileSync(new URL('../dist/index.d.cts', import.meta.url), "// @ts-ignore\nexport * from './index.js'\n")
