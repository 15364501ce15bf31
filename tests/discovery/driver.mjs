// Runs the built package in a process of its own, as vitest would intercept its imports; prints one line of JSON.
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { packageRoot, root, action, ...options } = JSON.parse(process.argv[2])
const built = (file) => import(pathToFileURL(path.join(packageRoot, 'dist', file)).href)
const places = { root, cwd: options.cwd ?? root, factories: ['database/factories'], seeders: ['database/seeders'], ...options }

const actions = {
  async discover() {
    const { discoverProject } = await built('discovery/discover-project.js')
    const found = await discoverProject(places)
    return { factories: found.factories.map(summary), seeders: found.seeders.map(summary) }
  },
  async seeders() {
    const { discoverSeeders } = await built('discovery/discover-project.js')
    return { seeders: (await discoverSeeders(places)).map(summary), loaded: globalThis.loaded }
  },
  /** Proofs from inside the user's files, see `projectFiles` of the matrix. */
  async prove() {
    const { discoverProject } = await built('discovery/discover-project.js')
    const { factories, seeders } = await discoverProject(places)
    const { Factory, Seeder } = await built('index.js')
    const { isTypeScriptRegistered } = await built('discovery/typescript-loader.js')
    const faker = await import(pathToFileURL(createRequire(path.join(packageRoot, 'noop.js')).resolve('@faker-js/faker')).href)
    const seeder = seeders[0].class
    const told = await seeder.tell()
    return {
      names: [...factories, ...seeders].map(summary),
      oneSeedkit: told.Seeder === Seeder && told.Factory === Factory && factories[0].class.prototype instanceof Factory,
      oneFactory: told.UserFactory === factories[0].class,
      oneFaker: told.faker === faker.faker,
      facts: told.facts,
      registered: isTypeScriptRegistered(),
      thrownInRun: await thrown(() => seeder.prototype.run.call({})),
      thrownInDefinition: await thrown(() => factories[0].class.prototype.definition.call({})),
    }
  },
  async default() {
    const { loadDefault } = await built('discovery/load-module.js')
    return { value: await loadDefault(path.join(root, options.file), root) }
  },
  async load() {
    const { loadModule } = await built('discovery/load-module.js')
    return { exports: Object.keys(await loadModule(path.join(root, options.file), root, places.cwd)).sort() }
  },
}

function summary({ name, file, description }) {
  return { name, file: path.relative(root, file).replaceAll(path.sep, '/'), ...(description && { description }) }
}

/** The first line of the stack, as `file:line:column` below the root. */
async function thrown(body) {
  try {
    await body()
    return 'nothing'
  } catch (error) {
    const frame = error.stack.split('\n').find((line) => line.startsWith('    at '))
    const [, where] = /\(?((?:file:\/\/)?\/.*:\d+:\d+)\)?$/.exec(frame)
    const file = where.startsWith('file://') ? decodeURIComponent(where.slice('file://'.length)) : where
    return path.relative(root, file)
  }
}

try {
  console.log(JSON.stringify(await actions[action]()))
} catch (error) {
  const { name, code, message, hint } = error
  console.log(JSON.stringify({ error: { name, code, message, hint, cause: error.cause?.message ?? error.cause } }))
}
