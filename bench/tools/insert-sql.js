/**
 * INSERT of so many rows, with question marks.
 * @param {{ readonly table: string, readonly columns: string }} recipe
 * @param {number} rows
 */
export function insertSql({ table, columns }, rows) {
  const row = `(${columns.split(',').map(() => '?').join(', ')})`
  return `insert into ${table} (${columns}) values ${Array.from({ length: rows }, () => row).join(', ')}`
}
