import { expect, it } from 'vitest';
import { contentSecurityPolicy, safePath } from './csp';
import { safeRedirect } from './options';

const production = { development: false, https: true };

it('admits scripts by nonce only', () => {
  const policy = contentSecurityPolicy('abc', production);
  const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'));
  expect(scripts).toBe("script-src 'nonce-abc' 'strict-dynamic'");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
  for (const part of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "connect-src 'self'",
    "base-uri 'none'",
  ]) {
    expect(policy.split('; ')).toContain(part);
  }
});

it.each([
  ['/incidents/4?tab=graph', '/incidents/4?tab=graph'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/.//evil.example', '/'],
  ['', '/'],
  [undefined, '/'],
])('comes back to %s as %s', (wanted, path) => {
  expect(safePath(wanted)).toBe(path);
});

it.each([
  ['/incidents', 'http://localhost:3000/incidents'],
  ['http://localhost:3000/x', 'http://localhost:3000/x'],
  ['https://evil.example/', 'http://localhost:3000'],
  ['//evil.example/', 'http://localhost:3000'],
])('next-auth goes from %s to %s', (url, target) => {
  expect(safeRedirect(url, 'http://localhost:3000')).toBe(target);
});
