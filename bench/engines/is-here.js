/**
 * Whether a server runs on this machine.
 * @param {string} url
 */
export function isHere(url) {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}
