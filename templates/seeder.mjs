import { Seeder } from 'seedkit'

export class __Class__ extends Seeder {
  async run() {
    // await this.factory(UserFactory).createBatch(10)
  }
}
