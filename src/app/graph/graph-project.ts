import { resolve } from 'node:path'
import { discoverFactories } from '../../discovery/discover-project.js'
import { detachedSession } from '../../factory/create-session.js'
import { definedParents } from '../../factory/defined-parents.js'
import type { AnyFactory } from '../../factory/factory-internals.js'
import { modelOf } from '../../factory/factory-model.js'
import type { AnyFactoryClass } from '../../factory/runtime-relation.js'
import { loadProjectConfig, type ProjectOptions } from '../load-project-config.js'
import { GraphBuilder } from './graph-builder.js'
import type { GraphProblem, ProjectGraph } from './project-graph.js'

/** The project's factories and how their tables hang together, as the factories say it; needs no database. */
export async function graphProject(options: ProjectOptions): Promise<ProjectGraph> {
  const { root, factories, locale } = await loadProjectConfig(options)
  const found = await discoverFactories({ root, cwd: resolve(options.cwd ?? '.'), factories })
  const session = detachedSession({ seed: 0, locale })
  const graph = new GraphBuilder(session)
  const problems: GraphProblem[] = []
  const attempt = (factory: string, part: GraphProblem['part'], work: () => void): void => {
    try {
      work()
    } catch (error) {
      problems.push({ factory, part, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  for (const { name, class: exported } of found) {
    // Discovery lists only classes that carry the factory brand.
    const Class = exported as AnyFactoryClass
    attempt(name, 'factory', () => {
      const factory = new Class(session) as AnyFactory
      graph.addFactory(Class)
      for (const relation of modelOf(factory).relations.values()) graph.addRelation(Class, relation)
      attempt(name, 'definition', () => {
        for (const parent of definedParents(factory)) graph.addParent(Class, parent)
      })
    })
  }
  return { ...graph.finish(), problems }
}
