import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { graphProject } from '../app/graph/graph-project.js'
import type { ProjectGraph } from '../app/graph/project-graph.js'
import { ScaffoldError } from '../errors.js'
import { displayPath } from '../support/display-path.js'
import type { GraphFlags } from './commands/graph.js'
import type { Context } from './context.js'
import { EXIT_CODES } from './exit-codes.js'
import { dotLines } from './graph/dot-lines.js'
import { mermaidLines } from './graph/mermaid-lines.js'
import { svgLines } from './graph/svg-lines.js'

/** The body of `graph`. */
export async function runGraph(context: Context, { format, output, cwd, config, env }: GraphFlags): Promise<void> {
  const { terminal } = context
  // The project's own code may print; the diagram must stay one.
  terminal.reserveStdout()
  const graph = await graphProject({ cwd, config, env })
  const lines = LINES[format](graph)
  if (output === undefined) for (const line of lines) terminal.out(line)
  else await writeLines(resolve(cwd ?? '.', output), lines)
  for (const { factory, part, reason } of graph.problems) {
    if (part === 'factory') context.fail(EXIT_CODES.failed)
    const what = part === 'factory' ? `${factory} cannot be used, and what it declares is missing` : `The parents that ${factory} makes are missing: its definition() failed without a database`
    terminal.err(`Note: ${what}: ${reason}`)
  }
}

const LINES: Readonly<Record<GraphFlags['format'], (graph: ProjectGraph) => readonly string[]>> = {
  mermaid: mermaidLines,
  dot: dotLines,
  svg: svgLines,
}

async function writeLines(file: string, lines: readonly string[]): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${lines.join('\n')}\n`)
  } catch (cause) {
    throw ScaffoldError.cannotWrite({ file: displayPath(file, resolve('.')), cause })
  }
}
