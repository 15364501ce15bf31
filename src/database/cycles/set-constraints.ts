/**
 * SET CONSTRAINTS for those of a schema's constraints that are there: a call that verifies foreign keys at its end may have dropped some for a while. As SQL for
 * Knex.
 */
export function setConstraints(schema: string, names: readonly string[], mode: 'deferred' | 'immediate'): string {
  const block = `
    declare present text;
    begin
      select string_agg(format('%I.%I', n.nspname, k.conname), ', ') into present
        from pg_catalog.pg_constraint k join pg_catalog.pg_namespace n on n.oid = k.connamespace
        where n.nspname = ${literal(schema)} and k.conname in (${names.map(literal).join(', ')});
      if present is not null then execute 'set constraints ' || present || ' ${mode}'; end if;
    end`
  return `do ${literal(block)}`.replaceAll('?', '\\?')
}

/** As text, or as text with escapes where a backslash would depend on the server's settings. */
function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted
}
