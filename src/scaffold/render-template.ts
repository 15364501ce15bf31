import { readFile } from 'node:fs/promises'

/** Names of the files in `templates/`, without their extension. */
export type TemplateName = 'config' | 'database-seeder' | 'factory' | 'seeder'

const PLACEHOLDER = /__([A-Za-z]+?)__/g

/** Fills a template by plain replacement, never by evaluation; the values have been checked to be names before. */
export async function renderTemplate(
  template: TemplateName,
  variant: 'ts' | 'mjs' | 'cjs',
  values: Readonly<Record<string, string>>,
): Promise<string> {
  const text = await readFile(new URL(`../../templates/${template}.${variant}`, import.meta.url), 'utf8')
  return text.replace(PLACEHOLDER, (placeholder, name: string) => values[name] ?? placeholder)
}
