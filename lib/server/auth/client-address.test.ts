import { expect, it } from 'vitest';
import { clientAddress, PEER_HEADER } from './client-address';

const address = (peer: string, forwarded: string | null, trusted: string[]): string => {
  const headers = new Headers(peer ? { [PEER_HEADER]: peer } : {});
  if (forwarded) headers.set('x-forwarded-for', forwarded);
  return clientAddress(headers, trusted);
};

it.each([
  ['192.0.2.7', null, [], '192.0.2.7'],
  ['::ffff:192.0.2.7', null, [], '192.0.2.7'],
  // A client may write anything: without a trusted proxy nothing of it counts.
  ['192.0.2.7', '203.0.113.5', [], '192.0.2.7'],
  ['10.0.0.1', '203.0.113.5', ['10.0.0.0/8'], '203.0.113.5'],
  // Read from the right: what the client wrote itself stands left of what the proxy added.
  ['10.0.0.1', '198.51.100.1, 203.0.113.5', ['10.0.0.0/8'], '203.0.113.5'],
  ['10.0.0.1', '203.0.113.5, 10.0.0.2', ['10.0.0.0/8'], '203.0.113.5'],
  ['10.0.0.1', 'nonsense', ['10.0.0.1'], '10.0.0.1'],
  ['::1', '2001:db8::5', ['::1'], '2001:db8::5'],
  ['', '203.0.113.5', ['10.0.0.0/8'], 'unknown'],
])('peer %s, forwarded %s, trusting %j → %s', (peer, forwarded, trusted, expected) => {
  expect(address(peer, forwarded, trusted)).toBe(expected);
});
