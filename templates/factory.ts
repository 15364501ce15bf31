import { Factory, type Attributes, type Insertable } from 'seedkit'

/** A row of "__table__", as the database returns it. */
export interface __Row__ {
  id: number
  name: string
}

export class __Class__ extends Factory<__Row__> {
  readonly table = '__table__'

  definition(): Attributes<Insertable<__Row__>> {
    return {
      name: this.faker.person.fullName(),
    }
  }
}
