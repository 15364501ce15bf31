import { Seeder, weighted } from 'seedkit'
import { CourseFactory } from '../factories/CourseFactory.js'
import { DepartmentFactory } from '../factories/DepartmentFactory.js'
import { StudentFactory } from '../factories/StudentFactory.js'
import { TeacherFactory } from '../factories/TeacherFactory.js'

export class DatabaseSeeder extends Seeder {
  static readonly description = 'A university: 200,000 rows, or a share of them'

  async run({ scale = 1 }: { readonly scale?: number } = {}) {
    // Each with its head, and 23 more teachers.
    const departments = await this.factory(DepartmentFactory).hasTeachers(23).createBatch(40 * scale)

    const courses = this.factory(CourseFactory).recycle(TeacherFactory, (teachers) => teachers, { strategy: 'roundRobin' })
    const basic = await courses.createBatch(500 * scale)
    const advanced = await courses.advanced().recycle(CourseFactory, basic)
      .hasPrerequisites(weighted([[0.5, 1], [0.5, 2]]))
      .createBatch(1000 * scale)

    await this.factory(StudentFactory).recycle(DepartmentFactory, departments)
      .enrolled([...basic, ...advanced], weighted([[0.2, 4], [0.6, 6], [0.2, 8]]))
      .createBatch(28_000 * scale)
  }
}
