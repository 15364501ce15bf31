import { Factory, type Attributes, type Insertable } from 'seedkit'

export interface Image { id: number; owner_type: string; owner_id: number }
export class ImageFactory extends Factory<Image> {
  readonly table = 'images'
  definition(): Attributes<Insertable<Image>> {
    return { owner_type: 'user', owner_id: 1 }
  }
}
