/** A table's or a sequence's name with its schema, as PostgreSQL takes it; Knex would take a question mark in it for a value. */
export function postgresName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.')
}
