/** A file as the parser sees it. */
export type SourceTree = ReturnType<(typeof import('@babel/parser'))['parse']>
export type Statement = SourceTree['program']['body'][number]
export type ClassNode = Extract<Statement, { readonly type: 'ClassDeclaration' }>
export type ClassMember = ClassNode['body']['body'][number]
export type Expression = NonNullable<Extract<ClassMember, { readonly type: 'ClassProperty' }>['value']>
export type ObjectNode = Extract<Expression, { readonly type: 'ObjectExpression' }>

/** Parses TypeScript or JavaScript; undefined where it is neither. The parser is loaded when the first file comes. */
export async function parseSource(file: string, text: string): Promise<SourceTree | undefined> {
  const { parse } = await import('@babel/parser')
  const isTypeScript = /\.[cm]?ts$/.test(file)
  try {
    return parse(text, { sourceType: 'unambiguous', plugins: isTypeScript ? ['typescript', 'decorators-legacy'] : ['decorators-legacy'] })
  } catch {
    // What is wrong with it is for the compiler to say.
    return undefined
  }
}
