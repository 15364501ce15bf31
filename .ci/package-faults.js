const TOP_LEVEL = ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'templates']

/**
 * What is wrong with the files of a package; nothing in a healthy one. `read` gives a file's text.
 * @param {readonly string[]} files
 * @param {(file: string) => string | undefined} read
 * @returns {string[]}
 */
export function packageFaults(files, read) {
  const entries = [...new Set(files.map((file) => file.split('/')[0]))].toSorted()
  const faults = []
  for (const entry of TOP_LEVEL) if (!entries.includes(entry)) faults.push(`"${entry}" is missing`)
  for (const entry of entries) if (!TOP_LEVEL.includes(entry)) faults.push(`"${entry}" has no business in the package`)
  for (const file of files) {
    if (file.startsWith('dist/') && !/\.(?:d\.c?ts|js|js\.map)$/.test(file)) faults.push(`"${file}" is neither code, nor a declaration, nor a map`)
    if (/\.test\.|__tests__/.test(file)) faults.push(`"${file}" is a test`)
    if (file.startsWith('dist/') && file.endsWith('.js')) {
      if (!files.includes(file.replace(/\.js$/, '.d.ts'))) faults.push(`"${file}" has no declarations`)
      if (!files.includes(`${file}.map`)) faults.push(`"${file}" has no source map`)
    }
    if (!file.endsWith('.js.map')) continue
    const { sources, sourcesContent } = JSON.parse(read(file) ?? '{}')
    // The sources are not in the package: a map without their text leads nowhere.
    if (sources?.length !== sourcesContent?.length || sourcesContent?.some((text) => typeof text !== 'string')) faults.push(`"${file}" lacks the source`)
  }
  for (const file of ['bin/seedkit.js', 'dist/index.js', 'dist/index.d.ts', 'dist/index.d.cts']) if (!files.includes(file)) faults.push(`"${file}" is missing`)
  return faults
}
