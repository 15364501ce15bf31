import type { ClassMember, ClassNode, Expression, ObjectNode } from './parse-source.js'
import { nameOf, withoutTypes } from './factory-file.js'
import type { WrittenList } from './insert-in-list.js'
import { placeOf } from './row-type.js'

/** An object literal in a class, as it is written. */
export interface WrittenObject {
  readonly list: WrittenList
  /** Names of its properties; undefined for what is spread, or computed. */
  readonly names: readonly (string | undefined)[]
}

/** The object that `definition()` returns; undefined where it returns something else. */
export function definitionObject(node: ClassNode): WrittenObject | undefined {
  const method = node.body.body.find((member) => member.type === 'ClassMethod' && nameOf(member.key) === 'definition')
  if (method?.type !== 'ClassMethod') return undefined
  const returned = method.body.body.findLast((statement) => statement.type === 'ReturnStatement')
  const value = returned?.type === 'ReturnStatement' && returned.argument != null ? withoutTypes(returned.argument) : undefined
  return value?.type === 'ObjectExpression' ? objectOf(value) : undefined
}

/** The object of a field: `relations`. */
export function fieldObject(node: ClassNode, name: string): WrittenObject | undefined {
  const member = fieldOf(node, name)
  const value = member?.value == null ? undefined : withoutTypes(member.value)
  return value?.type === 'ObjectExpression' ? objectOf(value) : undefined
}

type Field = Extract<ClassMember, { readonly type: 'ClassProperty' }>

export function fieldOf(node: ClassNode, name: string): (Field & { readonly value?: Expression | null }) | undefined {
  return node.body.body.find((member): member is Field => member.type === 'ClassProperty' && !member.static && nameOf(member.key) === name)
}

/** Where the last of the fields that begin a factory ends: a field that is new stands behind it. */
export function endOfFields(node: ClassNode): number {
  const ends = ['table', 'primaryKey', 'exactColumns'].map((name) => placeOf(fieldOf(node, name) ?? {}).end)
  return Math.max(...ends)
}

function objectOf(object: ObjectNode): WrittenObject {
  return {
    list: { ...placeOf(object), items: object.properties.map(placeOf), kind: 'properties' },
    names: object.properties.map((property) => (property.type === 'SpreadElement' || property.computed ? undefined : nameOf(property.key))),
  }
}
