import { Factory, type Attributes, type Insertable } from 'seedkit'
import { TeacherFactory } from './TeacherFactory.js'

export interface Department { id: number; name: string; code: string; head_id: number | null }
type NewDepartment = Insertable<Department>

export class DepartmentFactory extends Factory<Department, NewDepartment> {
  readonly table = 'departments'
  readonly relations = {
    teachers: this.hasMany(() => TeacherFactory, 'department_id'),
    head: this.belongsTo(() => TeacherFactory, 'head_id'),
  }

  definition(): Attributes<NewDepartment> {
    return {
      name: this.faker.commerce.department(),
      code: ({ index }) => `D${index + 1}`,
      // A teacher of this very department: TeacherFactory's own department_id leads back here.
      head_id: this.factory(TeacherFactory),
    }
  }
}
