import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { authSecret, ConfigurationError, changeEnv, inheritedEnv, parseEnv } from './env';

const problemsOf = (source: Record<string, string>): readonly string[] => {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

describe('parseEnv', () => {
  it('works with nothing set and takes empty values for unset', () => {
    const env = parseEnv({ PORT: '', DATABASE_URL: '' });
    expect(env).toMatchObject({ PORT: 3000, THROUGHLINE_DEMO: true, publicUrl: 'http://localhost:3000' });
    expect(env.outsideDatabase).toBe(false);
    expect(path.isAbsolute(env.dataDir)).toBe(true);
  });

  it.each([
    ['PORT', '99999'],
    ['PORT', 'eighty'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['THROUGHLINE_URL', 'portal.example'],
    ['THROUGHLINE_DEMO', 'no'],
    ['NEXTAUTH_SECRET', 'short'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, proxy.example'],
    ['OIDC_ROLE_MAP', '{"SOC":"boss"}'],
    ['OIDC_ROLE_MAP', 'SOC=analyst'],
    ['LOG_LEVEL', 'loud'],
  ])('stops at %s=%s and names the variable', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}\\b.*: .+`));
  });

  it('tells all problems at once', () => {
    expect(problemsOf({ PORT: '0', LOG_LEVEL: 'loud' })).toHaveLength(2);
  });

  it('wants the three OIDC settings together', () => {
    const [first, second] = problemsOf({ OIDC_ISSUER: 'https://login.example' });
    expect([first, second].join()).toMatch(/OIDC_CLIENT_ID.*OIDC_CLIENT_SECRET/);
    const complete = { OIDC_ISSUER: 'https://login.example/', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
    expect(parseEnv(complete)).toMatchObject({ oidcEnabled: true, OIDC_ISSUER: 'https://login.example' });
  });

  it('reads lists and maps', () => {
    const env = parseEnv({ TRUSTED_PROXIES: '10.0.0.0/8, ::1', OIDC_ROLE_MAP: '{"SOC":"analyst"}' });
    expect(env.TRUSTED_PROXIES).toEqual(['10.0.0.0/8', '::1']);
    expect(env.OIDC_ROLE_MAP).toEqual({ SOC: 'analyst' });
  });
});

describe('authSecret', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'throughline-env-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is made once, kept for the owner only, and gives way to the configured one', () => {
    changeEnv({ THROUGHLINE_DATA: dir });
    const secret = authSecret();
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(authSecret()).toBe(secret);
    expect(statSync(path.join(dir, 'auth.secret')).mode & 0o777).toBe(0o600);
    changeEnv({ NEXTAUTH_SECRET: 'x'.repeat(32) });
    expect(authSecret()).toBe('x'.repeat(32));
    changeEnv({ NEXTAUTH_SECRET: undefined, THROUGHLINE_DATA: undefined });
  });
});

it("keeps the database's own settings away from child processes", () => {
  changeEnv({ PGPASSWORD: 'secret' });
  expect(inheritedEnv({ A: '1' })).toMatchObject({ A: '1' });
  expect(inheritedEnv()).not.toHaveProperty('PGPASSWORD');
  changeEnv({ PGPASSWORD: undefined });
});

it('is documented, variable by variable', () => {
  const documentation = readFileSync('docs/configuration.md', 'utf8');
  const variables = Object.keys(parseEnv({})).filter((name) => /^[A-Z_]+$/.test(name));
  expect(variables.length).toBeGreaterThan(15);
  const setByTools = ['NODE_ENV', 'NEXT_PHASE'];
  expect(
    variables.filter((name) => !setByTools.includes(name) && !documentation.includes(`\`${name}\``)),
  ).toEqual([]);
});
