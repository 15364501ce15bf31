import { printedName } from '../../database/printed-name.js'
import { FactoryError } from '../../errors/factory-error.js'
import type { DefinedParent } from '../../factory/defined-parents.js'
import type { AnyFactory } from '../../factory/factory-internals.js'
import { modelOf } from '../../factory/factory-model.js'
import type { AnyFactoryClass, RuntimeRelation } from '../../factory/runtime-relation.js'
import type { Session } from '../../factory/session.js'
import type { GraphLink, GraphNode, ProjectGraph } from './project-graph.js'

/** What is said of a key in one place. */
interface Said {
  readonly child: string
  readonly parent: string
  readonly columns: readonly string[]
  readonly down?: string
  readonly up?: string
  readonly one?: true
  readonly morph?: true
  readonly makesParent?: true
}

/** Puts together what relations and definitions say of the same keys. */
export class GraphBuilder {
  readonly #session: Session
  readonly #nodes = new Map<string, GraphNode>()
  readonly #links = new Map<string, GraphLink>()
  /** Links that somebody says have several children for a parent. */
  readonly #many = new Set<string>()

  constructor(session: Session) {
    this.#session = session
  }

  addFactory(Class: AnyFactoryClass): string {
    const { name, tableLabel } = modelOf(new Class(this.#session) as AnyFactory) // every factory class makes one
    if (!this.#nodes.has(name)) this.#nodes.set(name, { id: name, factory: name, table: tableLabel })
    return name
  }

  addRelation(Class: AnyFactoryClass, relation: RuntimeRelation): void {
    const own = this.addFactory(Class)
    const { name } = relation
    const other = (related: AnyFactoryClass | undefined): string => this.addFactory(there(related, own, name))
    switch (relation.kind) {
      case 'belongsTo':
        return this.#say({ child: own, parent: other(relation.related()), columns: relation.foreignKey, up: name })
      case 'morphTo':
        return relation.targets.forEach((target) => this.#say({ child: own, parent: other(target()), columns: columnsOf(relation), up: name, morph: true }))
      case 'manyToMany':
        return this.#sayPivot(own, other(relation.related()), relation)
      case 'hasOne':
      case 'hasMany':
        return this.#say({ child: other(relation.related()), parent: own, columns: relation.foreignKey, down: name, ...(relation.kind === 'hasOne' && { one: true }) })
      case 'morphOne':
      case 'morphMany':
        return this.#say({ child: other(relation.related()), parent: own, columns: columnsOf(relation), down: name, morph: true, ...(relation.kind === 'morphOne' && { one: true }) })
    }
  }

  /** A factory that a definition() uses as a value. */
  addParent(Class: AnyFactoryClass, { column, factory }: DefinedParent): void {
    const parent = this.addFactory(factory.constructor as AnyFactoryClass) // a factory's constructor is its class
    this.#say({ child: this.addFactory(Class), parent, columns: [column], makesParent: true })
  }

  finish(): Pick<ProjectGraph, 'nodes' | 'links'> {
    const links = [...this.#links].map(([key, link]) => ({ ...link, isOne: link.isOne && !this.#many.has(key) }))
    const nodes = [...this.#nodes.values()].toSorted((a, b) => Number(a.factory === undefined) - Number(b.factory === undefined) || (a.id < b.id ? -1 : 1))
    return { nodes, links }
  }

  #sayPivot(own: string, related: string, { name, pivot }: Extract<RuntimeRelation, { readonly kind: 'manyToMany' }>): void {
    const table = printedName(pivot.table)
    const id = `pivot ${table}`
    this.#nodes.set(id, { id, factory: undefined, table })
    this.#say({ child: id, parent: own, columns: pivot.foreignKey, down: name })
    this.#say({ child: id, parent: related, columns: pivot.relatedKey })
  }

  #say({ child, parent, columns, down, up, one, morph, makesParent }: Said): void {
    const key = JSON.stringify([child, parent, columns])
    const known = this.#links.get(key)
    if (down !== undefined && one === undefined) this.#many.add(key)
    this.#links.set(key, {
      child,
      parent,
      columns,
      down: joined(known?.down, down),
      up: joined(known?.up, up),
      isOne: (known?.isOne ?? false) || one === true,
      isMorph: (known?.isMorph ?? false) || morph === true,
      makesParent: (known?.makesParent ?? false) || makesParent === true,
    })
  }
}

function joined(names: readonly string[] = [], name: string | undefined): readonly string[] {
  return name === undefined || names.includes(name) ? names : [...names, name]
}

function columnsOf({ columns }: { readonly columns: { readonly type: string; readonly id: string } }): readonly string[] {
  return [columns.type, columns.id]
}

/** Two files that import each other may give undefined. */
function there(related: AnyFactoryClass | undefined, factory: string, relation: string): AnyFactoryClass {
  if (related === undefined) throw FactoryError.relatedMissing({ factory, relation })
  return related
}
