const { Factory } = require('seedkit')

/**
 * A row of "__table__", as the database returns it.
 * @typedef {{ id: number, name: string }} __Row__
 */

/** @extends {Factory<__Row__>} */
class __Class__ extends Factory {
  table = '__table__'

  definition() {
    return {
      name: this.faker.person.fullName(),
    }
  }
}

module.exports = { __Class__ }
