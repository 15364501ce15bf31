import { Factory, type Attributes, type Insertable } from 'seedkit'

export interface Video { id: number; title: string }
export class VideoFactory extends Factory<Video> {
  readonly table = 'videos'
  definition(): Attributes<Insertable<Video>> {
    return { title: this.faker.lorem.words(2) }
  }
}
