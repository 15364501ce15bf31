import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Examples that run inside the tests' process use the sources, not the build.
  resolve: { alias: { seedkit: fileURLToPath(new URL('../src/index.ts', import.meta.url)) } },
  test: {
    include: ['tests/**/*.test.ts'],
    // Native drivers and a module loader with global hooks: a process a file, not a thread.
    pool: 'forks',
    maxWorkers: 2,
    // Real databases and whole CLI runs, on machines that have other things to do as well.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
