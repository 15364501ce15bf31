// TypeScript's node16 and node18 modes want a CommonJS declaration for a package that `require()` can load.
import { writeFileSync } from 'node:fs'

writeFileSync(new URL('../dist/index.d.cts', import.meta.url), "export * from './index.js'\n")
