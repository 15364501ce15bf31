import type { RowPlace } from './describe-row.js'
import { FactoryError } from './factory-error.js'
import { describeGiven } from './describe-given.js'

const FORMS: Readonly<Record<string, string>> = {
  hasOne: "this.hasOne(() => ProfileFactory, 'user_id')",
  hasMany: "this.hasMany(() => PostFactory, 'user_id')",
  belongsTo: "this.belongsTo(() => UserFactory, 'user_id')",
  manyToMany: "this.manyToMany(() => RoleFactory, pivot('role_user', 'user_id', 'role_id'))",
  morphOne: "this.morphOne(() => ImageFactory, 'imageable')",
  morphMany: "this.morphMany(() => CommentFactory, 'commentable')",
  morphTo: "this.morphTo([() => PostFactory, () => VideoFactory], 'commentable')",
}

/** A class of factories is declared with something missing or in the wrong place. */
export class DeclarationError extends FactoryError {
  /** `given`: what the call that declares the relation was given. */
  static wronglyDeclared({ factory, relation, kind, given }: { readonly factory: string; readonly relation: string; readonly kind: string; readonly given: string }): DeclarationError {
    return new DeclarationError({
      code: 'SEEDKIT_BAD_RELATION',
      message: `Relation "${relation}" of ${factory} is a ${kind} that was given ${given}.`,
      hint: `Write ${relation}: ${FORMS[kind] ?? 'this.hasMany(…)'}.`,
    })
  }

  static badPivot({ table, columns }: { readonly table: unknown; readonly columns: readonly unknown[] }): DeclarationError {
    return new DeclarationError({
      code: 'SEEDKIT_BAD_PIVOT',
      message: `pivot(${[table, ...columns].map(describeGiven).join(', ')}) does not name a table and the columns of both sides.`,
      hint: "Write pivot('role_user', 'user_id', 'role_id'): the table, the column with this row's key, the column with the other's.",
    })
  }

  static classAsValue(details: RowPlace & { readonly attribute: string; readonly value: unknown }): DeclarationError {
    const { factory, attribute, value } = details
    const name = typeof value === 'function' ? value.name : 'UserFactory'
    return new DeclarationError({
      code: 'SEEDKIT_CLASS_AS_VALUE',
      message: `Attribute "${attribute}" of ${factory} is the class ${name}.`,
      hint: `Write this.factory(${name}), or session.factory(${name}) outside of a factory.`,
      row: { ...details, part: `attribute "${attribute}"` },
    })
  }

  /** `path`: the relations that were followed. */
  static endlessChildren({ factory, path, most }: { readonly factory: string; readonly path: string; readonly most: number }): DeclarationError {
    const first = path.split('.').slice(0, 4).join('.')
    return new DeclarationError({
      code: 'SEEDKIT_ENDLESS_CHILDREN',
      message: `Children of ${factory} lead to children without end: ${first}.… is more than ${most} levels of has….`,
      hint: 'A configure() that gives each row children of its own kind never ends: ask for them in a state, as deep as they are to go.',
    })
  }
}
