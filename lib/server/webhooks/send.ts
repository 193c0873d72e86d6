import 'server-only';
import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';
import { env } from '../env';

const TIMEOUT = 10_000;

/** Addresses that are not the public Internet (RFC 6890 and its successors). */
const INNER_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
const INNER_V6 = ['::/127', '64:ff9b::/96', '100::/64', 'fc00::/7', 'fe80::/10', 'ff00::/8'];

const inner = new BlockList();
for (const [ranges, kind] of [
  [INNER_V4, 'ipv4'],
  [INNER_V6, 'ipv6'],
] as const) {
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    inner.addSubnet(network, Number(bits), kind);
  }
}

/** Whether an address is loopback, private, link-local or otherwise not public; IPv4 inside IPv6 counts as IPv4. */
export function isInnerAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  return inner.check(mapped, isIP(mapped) === 6 ? 'ipv6' : 'ipv4');
}

/** The address to call: looked up once, checked, and then called by number, so that a second answer cannot differ. */
async function resolve(url: URL, allowInner: boolean): Promise<{ address: string; family: number }> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true });
  const allowed = found.find(({ address }) => allowInner || !isInnerAddress(address));
  if (!allowed) throw new Error('the address is inside a private network (see WEBHOOK_PRIVATE_NETWORKS)');
  return allowed;
}

/**
 * Posts a body and resolves when the receiver answered 2xx; rejects with a reason otherwise. Redirects are not followed.
 */
export async function post(
  target: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowInner = env().WEBHOOK_PRIVATE_NETWORKS,
): Promise<void> {
  const url = new URL(target);
  const { address, family } = await resolve(url, allowInner);
  const client = url.protocol === 'https:' ? https : http;
  await new Promise<void>((done, fail) => {
    const request = client.request(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
        signal: AbortSignal.timeout(TIMEOUT),
        // Node asks for all addresses or for one, depending on its version and settings.
        lookup: (_host, options, callback) =>
          options.all ? callback(null, [{ address, family }]) : callback(null, address, family),
      },
      (response) => {
        response.resume();
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) done();
        else fail(new Error(`the receiver answered ${status}`));
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}
