const url = process.env.SEEDKIT_TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test'

/**
 * @param {string} [place] the database; the one that the address names if left out
 */
export function mariadbUrl(place) {
  const placed = new URL(url)
  if (place !== undefined) placed.pathname = `/${place}`
  return placed.href
}
