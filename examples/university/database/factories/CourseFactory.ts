import { Factory, pivot, type Attributes, type Insertable } from 'seedkit'
import { TeacherFactory } from './TeacherFactory.js'

export interface Course { id: number; teacher_id: number; code: string; title: string; credits: number }
type NewCourse = Insertable<Course>
export interface Prerequisite { course_id: number; required_id: number }

export class CourseFactory extends Factory<Course, NewCourse> {
  readonly table = 'courses'
  readonly relations = {
    teacher: this.belongsTo(() => TeacherFactory, 'teacher_id'),
    /** Courses that have to be passed before this one. */
    prerequisites: this.manyToMany(() => CourseFactory, pivot<Prerequisite>('prerequisites', 'course_id', 'required_id')),
  }

  definition(): Attributes<NewCourse> {
    return {
      teacher_id: this.factory(TeacherFactory),
      code: ({ index }) => `B${index + 1}`,
      title: `${this.faker.word.adjective()} ${this.faker.science.chemicalElement().name}`,
      credits: this.faker.helpers.arrayElement([3, 5, 6, 10]),
    }
  }

  advanced() {
    return this.state((_, { index }) => ({ code: `A${index + 1}` }))
  }
}
