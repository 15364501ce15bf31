import type { Language } from '../detect-language.js'
import { LINE_WIDTH } from './fit-code.js'

/** What a file needs of another one. */
export interface ImportedNames {
  readonly from: string
  readonly values: readonly string[]
  readonly types: readonly string[]
}

/** The imports of a file, one line a module: packages first, then by path. CommonJS has no types, so those are left out there and in JavaScript. */
export function printImports(imports: readonly ImportedNames[], { variant }: Language): string {
  return merged(imports)
    .toSorted((a, b) => Number(a.from.startsWith('.')) - Number(b.from.startsWith('.')) || compare(a.from, b.from))
    .flatMap((one) => {
      const values = one.values.toSorted(compare)
      const types = one.types.toSorted(compare)
      if (variant === 'ts' && values.length === 0) return [line('import type', types, `from '${one.from}'`)]
      if (variant === 'ts') return [line('import', [...values, ...types.map((type) => `type ${type}`)], `from '${one.from}'`)]
      if (values.length === 0) return []
      return [variant === 'mjs' ? line('import', values, `from '${one.from}'`) : line('const', values, `= require('${one.from}')`)]
    })
    .join('\n')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function merged(imports: readonly ImportedNames[]): readonly ImportedNames[] {
  const byModule = new Map<string, { readonly values: Set<string>; readonly types: Set<string> }>()
  for (const { from, values, types } of imports) {
    const known = byModule.get(from) ?? { values: new Set<string>(), types: new Set<string>() }
    byModule.set(from, known)
    for (const name of values) known.values.add(name)
    for (const name of types) known.types.add(name)
  }
  return [...byModule].map(([from, { values, types }]) => ({ from, values: [...values], types: [...types] }))
}

function line(keyword: string, names: readonly string[], end: string): string {
  const short = `${keyword} { ${names.join(', ')} } ${end}`
  return short.length <= LINE_WIDTH ? short : `${keyword} {\n${names.map((name) => `  ${name},\n`).join('')}} ${end}`
}
