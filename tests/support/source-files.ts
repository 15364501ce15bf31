import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
// The last compiler with an API: 7.0 has none.
import ts from 'typescript-6.0'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

export interface Import {
  readonly specifier: string
  /** A `type` import leaves nothing behind at run time; a `dynamic` one is taken when the line is reached. */
  readonly kind: 'value' | 'type' | 'dynamic'
}

export interface SourceFile {
  /** Relative to `src`, with `/`: `database/gate.ts`. */
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
  readonly imports: readonly Import[]
}

/** Every file of `src`, parsed. */
export function readSources(): readonly SourceFile[] {
  const root = path.join(repository, 'src')
  const names = readdirSync(root, { recursive: true }).map(String).filter((name) => name.endsWith('.ts')).toSorted()
  return names.map((name) => {
    const text = ts.sys.readFile(path.join(root, name)) ?? ''
    const tree = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
    return { path: name.split(path.sep).join('/'), text, tree, imports: importsOf(tree) }
  })
}

/** Every node of a tree that passes the test. */
export function nodesOf<T extends ts.Node>(tree: ts.Node, test: (node: ts.Node) => node is T): readonly T[] {
  const found: T[] = []
  const visit = (node: ts.Node): void => {
    if (test(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function importsOf(tree: ts.SourceFile): readonly Import[] {
  const declared = nodesOf(tree, (node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node)).flatMap((node): Import[] => {
    if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) return []
    const isType = ts.isImportDeclaration(node) ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword : node.isTypeOnly
    return [{ specifier: node.moduleSpecifier.text, kind: isType ? 'type' : 'value' }]
  })
  const called = nodesOf(tree, ts.isCallExpression).flatMap((node): Import[] => {
    const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword
    const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require'
    const [specifier] = node.arguments
    if (!(isImport || isRequire) || specifier === undefined) return []
    const text = ts.isStringLiteral(specifier) ? specifier.text : ts.isTemplateExpression(specifier) ? specifier.head.text : undefined
    return text === undefined ? [] : [{ specifier: text, kind: isImport ? 'dynamic' : 'value' }]
  })
  return [...declared, ...called]
}
