// Runs the built package in a process of its own, as vitest would intercept its imports; answers in JSON.
import { createRequire } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const packageRoot = process.argv[2]
const built = (file) => import(pathToFileURL(path.join(packageRoot, 'dist', file)).href)

const actions = {
  async discover(places) {
    const { discoverProject } = await built('discovery/discover-project.js')
    const found = await discoverProject(places)
    return { factories: found.factories.map(summary(places)), seeders: found.seeders.map(summary(places)) }
  },
  async seeders(places) {
    const { discoverSeeders } = await built('discovery/discover-project.js')
    return { seeders: (await discoverSeeders(places)).map(summary(places)), loaded: globalThis.loaded }
  },
  /** Proofs from inside the user's files, which tell what they see. */
  async prove(places) {
    const { discoverProject } = await built('discovery/discover-project.js')
    const { factories, seeders } = await discoverProject(places)
    const { Factory, Seeder } = await built('index.js')
    const { isTypeScriptRegistered } = await built('discovery/typescript-loader.js')
    const faker = createRequire(path.join(packageRoot, 'noop.js')).resolve('@faker-js/faker')
    const seeder = seeders[0].class
    const told = await seeder.tell()
    return {
      names: [...factories, ...seeders].map(summary(places)),
      oneSeedkit: told.Seeder === Seeder && told.Factory === Factory && factories[0].class.prototype instanceof Factory,
      oneFactory: told.UserFactory === factories[0].class,
      oneFaker: told.faker === (await import(pathToFileURL(faker).href)).faker,
      facts: told.facts,
      registered: isTypeScriptRegistered(),
      thrownInRun: await thrown(places, () => seeder.prototype.run.call({})),
      thrownInDefinition: await thrown(places, () => factories[0].class.prototype.definition.call({})),
    }
  },
  async default({ root, file }) {
    const { loadDefault } = await built('discovery/load-module.js')
    return { value: await loadDefault(path.join(root, file), root) }
  },
  async load({ root, cwd, file }) {
    const { loadModule } = await built('discovery/load-module.js')
    return { exports: Object.keys(await loadModule(path.join(root, file), root, cwd)).toSorted() }
  },
}

function summary({ root }) {
  return ({ name, file, description }) => ({
    name,
    file: path.relative(root, file).replaceAll(path.sep, '/'),
    ...(description && { description }),
  })
}

/** The first line of the stack, as `file:line:column` below the root. */
async function thrown({ root }, body) {
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

async function answer({ action, root, ...options }) {
  const defaults = { cwd: root, factories: ['database/factories'], seeders: ['database/seeders'] }
  try {
    return await actions[action]({ root, ...defaults, ...options })
  } catch (error) {
    const { name, code, message, hint } = error
    return { error: { name, code, message, hint, cause: error.cause?.message ?? error.cause } }
  }
}

// one request a line, one answer a line
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))))
}
