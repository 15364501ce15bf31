const HEADING = '// An example from "seedkit init": make it fit your table. "seedkit make:factory" writes over it as long as it is untouched.\n'

/** The text of a generated file as `init` writes it: marked, so that an untouched example is known from a file that somebody asked for. */
export function asExample(content: string): string {
  return HEADING + content
}
