import { Factory, type Attributes, type Insertable } from 'seedkit'
import { DepartmentFactory } from './DepartmentFactory.js'

export interface Teacher { id: number; department_id: number; name: string; email: string }
type NewTeacher = Insertable<Teacher>

export class TeacherFactory extends Factory<Teacher, NewTeacher> {
  readonly table = 'teachers'
  readonly relations = {
    department: this.belongsTo(() => DepartmentFactory, 'department_id'),
  }

  definition(): Attributes<NewTeacher> {
    return {
      department_id: this.factory(DepartmentFactory),
      name: this.faker.person.fullName(),
      email: ({ attributes, faker }) =>
        `${faker.helpers.slugify(attributes.name)}.${faker.string.alphanumeric(8)}@staff.example.edu`.toLowerCase(),
    }
  }
}
