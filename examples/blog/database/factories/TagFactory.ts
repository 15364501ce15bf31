import { Factory, type Attributes, type Insertable } from 'seedkit'

export interface Tag { id: number; name: string }
type NewTag = Insertable<Tag>

export class TagFactory extends Factory<Tag, NewTag> {
  readonly table = 'tags'

  definition(): Attributes<NewTag> {
    return {
      name: ({ index, faker }) => `${faker.word.noun()}-${index}`,
    }
  }
}
