import { defineConfig } from 'seedkit'

export default defineConfig({
  client: '__client__',
  connection: __connection__,
  // The same seed gives the same rows on every run; without it every run is different.
  seed: 42,
})
