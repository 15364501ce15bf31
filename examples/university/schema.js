/** Tables of a university, children last; the reverse of it is the order to empty them in. */
export const tables = ['departments', 'teachers', 'courses', 'prerequisites', 'students', 'enrolments']

/**
 * Creates the tables, with every constraint that a university would want.
 *
 * @param {import('knex').Knex} db
 */
export async function createSchema(db) {
  await db.schema.createTable('departments', (table) => {
    table.increments('id')
    table.string('name', 100).notNullable()
    table.string('code', 10).notNullable().unique()
    table.integer('head_id').unsigned().unique()
  })
  await db.schema.createTable('teachers', (table) => {
    table.increments('id')
    table.integer('department_id').unsigned().notNullable().references('departments.id')
    table.string('name', 100).notNullable()
    table.string('email', 190).notNullable().unique()
    // What the head of a department refers to: a teacher of this very department.
    table.unique(['department_id', 'id'])
  })
  // Two tables that point at each other: the second key can only come when both are there.
  await db.schema.alterTable('departments', (table) => {
    table.foreign(['id', 'head_id']).references(['department_id', 'id']).inTable('teachers')
  })
  await db.schema.createTable('courses', (table) => {
    table.increments('id')
    table.integer('teacher_id').unsigned().notNullable().references('teachers.id')
    table.string('code', 10).notNullable().unique()
    table.string('title', 200).notNullable()
    table.integer('credits').notNullable().checkBetween([1, 30])
  })
  await db.schema.createTable('prerequisites', (table) => {
    table.integer('course_id').unsigned().notNullable().references('courses.id')
    table.integer('required_id').unsigned().notNullable().references('courses.id')
    table.primary(['course_id', 'required_id'])
  })
  await db.schema.createTable('students', (table) => {
    table.increments('id')
    table.integer('department_id').unsigned().notNullable().references('departments.id')
    table.string('number', 10).notNullable().unique()
    table.string('name', 100).notNullable()
    table.string('email', 190).notNullable().unique()
    table.date('born_on').notNullable()
  })
  await db.schema.createTable('enrolments', (table) => {
    table.integer('student_id').unsigned().notNullable().references('students.id')
    table.integer('course_id').unsigned().notNullable().references('courses.id')
    table.decimal('grade', 2, 1).checkBetween([1, 5])
    table.primary(['student_id', 'course_id'])
  })
}
