const { Seeder } = require('seedkit')
const { __Factory__ } = require('__factoryFile__')

/** What "seedkit db:seed" runs. Other seeders are called from here: await this.call(AdminSeeder) */
class __Class__ extends Seeder {
  async run() {
    await this.factory(__Factory__).createBatch(10)
  }
}

module.exports = { __Class__ }
