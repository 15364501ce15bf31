import { Seeder } from 'seedkit'
import { __Factory__ } from '__factoryFile__'

/** What "seedkit db:seed" runs. Other seeders are called from here: await this.call(AdminSeeder) */
export class __Class__ extends Seeder {
  async run() {
    await this.factory(__Factory__).createBatch(10)
  }
}
