import { Factory, pivot, type Attributes, type Count, type Insertable } from 'seedkit'
import { CourseFactory, type Course } from './CourseFactory.js'
import { DepartmentFactory } from './DepartmentFactory.js'

export interface Student { id: number; department_id: number; number: string; name: string; email: string; born_on: Date }
type NewStudent = Insertable<Student>
export interface Enrolment { student_id: number; course_id: number; grade: string | null }

export class StudentFactory extends Factory<Student, NewStudent> {
  readonly table = 'students'
  readonly relations = {
    department: this.belongsTo(() => DepartmentFactory, 'department_id'),
    courses: this.manyToMany(() => CourseFactory, pivot<Enrolment>('enrolments', 'student_id', 'course_id')),
  }

  definition(): Attributes<NewStudent> {
    return {
      department_id: this.factory(DepartmentFactory),
      number: ({ index }) => `S${100_000 + index}`,
      name: this.faker.person.fullName(),
      email: ({ attributes }) => `${attributes.number.toLowerCase()}@example.edu`,
      born_on: this.faker.date.birthdate({ mode: 'age', min: 18, max: 30 }),
    }
  }

  /** Takes part in as many of the courses, with a grade from 1.0 to 5.0, or none where the examination is still to come. */
  enrolled(courses: readonly Course[], count: Count) {
    return this.recycle(CourseFactory, courses, { strategy: 'zipf' }).has('courses', count, undefined, (_student, _course, _index, { faker }) => ({
      grade: faker.datatype.boolean(0.9) ? faker.number.float({ min: 1, max: 5, fractionDigits: 1 }).toFixed(1) : null,
    }))
  }
}
