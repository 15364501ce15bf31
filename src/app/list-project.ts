import { resolve } from 'node:path'
import { discoverProject } from '../discovery/discover-project.js'
import type { DiscoveredClass } from '../discovery/discovered-class.js'
import { describeFactory, type FactoryListing } from './describe-factory.js'
import { loadProjectConfig, type ProjectOptions } from './load-project-config.js'

export interface SeederListing {
  readonly name: string
  /** Absolute path of the file that defines it. */
  readonly file: string
  /** The class's `static description`, if it has one. */
  readonly description: string | undefined
}

/** What a project has. */
export interface ProjectListing {
  readonly factories: readonly FactoryListing[]
  readonly seeders: readonly SeederListing[]
}

/** Finds the project's factories and seeders and looks into them; needs no database. */
export async function listProject(options: ProjectOptions): Promise<ProjectListing> {
  const { root, factories, seeders } = await loadProjectConfig(options)
  const found = await discoverProject({ root, cwd: resolve(options.cwd ?? '.'), factories, seeders })
  return {
    factories: found.factories.map(describeFactory),
    seeders: found.seeders.map(({ name, file, description }: DiscoveredClass) => ({ name, file, description })),
  }
}
