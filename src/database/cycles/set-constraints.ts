import { postgresLiteral } from '../literals/postgres-literal.js'
import { questionMarks } from '../question-marks.js'

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
        where n.nspname = ${postgresLiteral(schema)} and k.conname in (${names.map(postgresLiteral).join(', ')});
      if present is not null then execute 'set constraints ' || present || ' ${mode}'; end if;
    end`
  return questionMarks.escape(`do ${postgresLiteral(block)}`)
}
