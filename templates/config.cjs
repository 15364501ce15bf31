const { defineConfig } = require('seedkit')

module.exports = defineConfig({
  client: '__client__',
  connection: __connection__,
  // The same seed gives the same rows on every run; without it every run is different.
  seed: 42,
})
