import 'server-only';
import { BlockList, isIP } from 'node:net';
import { env } from '../env';

/** Header that our own server sets to the peer of the TCP connection (see instrumentation); a client cannot. */
export const PEER_HEADER = 'x-throughline-peer';

/** IPv4 inside IPv6 is the same host as IPv4. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function trustList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    if (bits === undefined) list.addAddress(network, family(network));
    else list.addSubnet(network, Number(bits), family(network));
  }
  return list;
}

/**
 * The address that a request came from: the peer of the connection, or, while that is a trusted proxy, the hop before
 * it in X-Forwarded-For, read from the right. What a client writes into the header itself is never believed.
 *
 * @returns an IP address, or `unknown`
 */
export function clientAddress(headers: Headers, trusted: readonly string[] = env().TRUSTED_PROXIES): string {
  const list = trustList(trusted);
  let address = plain(headers.get(PEER_HEADER) ?? '');
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map(plain);
  while (isIP(address) && list.check(address, family(address))) {
    const hop = hops.pop();
    if (!hop || !isIP(hop)) break;
    address = hop;
  }
  return isIP(address) ? address : 'unknown';
}
