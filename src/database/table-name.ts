/** A table: its bare name, or schema and name apart. Never a dotted string: a dot may be part of a name. */
export type TableName = string | { readonly schema: string; readonly name: string }
