import { isIPv4, isIPv6 } from 'node:net'
import { findClient } from '../config/client-table.js'
import type { ConnectionSettings } from '../config/connection-settings.js'

/** Endings that name machines of the own network, never of the internet. */
const PRIVATE_ENDINGS: readonly string[] = ['.local', '.localhost', '.internal', '.test']

/**
 * True if a connection goes to a file, a socket, this machine or a private network, or to a host that `allowHosts`
 * names. Decided by the text alone: asking DNS would make the answer depend on the network. Of several hosts all have
 * to be private.
 */
export function isPrivateTarget(
  settings: Pick<ConnectionSettings, 'client' | 'connection' | 'host'>,
  allowHosts: readonly string[],
): boolean {
  if (findClient(settings.client)?.family.place === 'file') return true
  const { host, hostaddr, socketPath } = settings.connection
  if (typeof socketPath === 'string' && socketPath !== '') return true
  const named = [settings.host, host, hostaddr].filter((value) => value !== undefined)
  if (named.length === 0) return false
  return named.every(
    (value) => typeof value === 'string' && value.split(',').every((one) => isPrivateHost(one, allowHosts)),
  )
}

function isPrivateHost(text: string, allowHosts: readonly string[]): boolean {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
  if (host === '') return false
  // A folder of sockets, or a socket of Linux's abstract namespace.
  if (host.startsWith('/') || host.startsWith('@')) return true
  if (allowHosts.some((pattern) => matches(host, pattern))) return true
  if (host.includes(':')) return isPrivateIPv6(host)
  if (isIPv4(host)) return isPrivateIPv4(host)
  // "2130706433", "0x7f.1" and "010.0.0.1" are addresses to some resolvers and names to others.
  if (/(^|\.)(\d+|0x[\da-f]*)$/.test(host)) return false
  if (!host.includes('.')) return /^[\p{L}\p{N}_-]+$/u.test(host)
  return PRIVATE_ENDINGS.some((ending) => host.endsWith(ending))
}

function isPrivateIPv4(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number)
  return (
    a === 127 || a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254)
  )
}

function isPrivateIPv6(text: string): boolean {
  const address = text.replace(/%.*$/, '')
  if (!isIPv6(address)) return false
  const groups = expandIPv6(address)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return isPrivateIPv4(dotted(groups[6] ?? 0, groups[7] ?? 0))
  const isLoopback = groups.slice(0, 7).every((group) => group === 0) && groups[7] === 1
  const first = groups[0] ?? 0
  return isLoopback || (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80
}

function expandIPv6(address: string): readonly number[] {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)
  const [a = 0, b = 0, c = 0, d = 0] = (tail?.[2] ?? '').split('.').map(Number)
  const text = tail === null ? address : `${tail[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  const [head = '', rest] = text.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = rest === undefined || rest === '' ? [] : rest.split(':')
  const zeros = rest === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(zeros).fill('0'), ...after].map((group) => Number.parseInt(group, 16))
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/**
 * `*` stands for one or more characters, dots included: `*.neon.tech` is no match for `neon.tech`, nor for
 * `myneon.tech`.
 */
function matches(host: string, pattern: string): boolean {
  const parts = pattern.trim().toLowerCase().replace(/\.$/, '').split('*')
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`).test(host)
}
