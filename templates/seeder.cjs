const { Seeder } = require('seedkit')

class __Class__ extends Seeder {
  async run() {
    // await this.factory(UserFactory).createBatch(10)
  }
}

module.exports = { __Class__ }
