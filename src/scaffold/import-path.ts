import { posix, relative, sep } from 'node:path'

/** How a file of one folder imports another one: relative, with `/`, and with the extension that the compiler will give it. */
export function importPath(folder: string, file: string): string {
  const way = relative(folder, file).split(sep).join(posix.sep).replace(/\.([cm]?)ts$/, '.$1js')
  return way.startsWith('.') ? way : `./${way}`
}
