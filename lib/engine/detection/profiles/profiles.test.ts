import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '@/lib/core/time';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import { Bench, LAGOS, person, START, signIn } from '../testing';
import {
  type AccountProfile,
  accountKey,
  isLearning,
  learn,
  learnConfirmedSafe,
  newProfile,
  unlearn,
} from './account';
import { countIn, type Tallies } from './bounded';
import { featuresOf } from './features';
import { TENANT_KEY, type TenantProfile } from './tenant';

const KEY = accountKey('e:ann@contoso.com');
const stored = <T>(bench: Bench, key: string): T => JSON.parse(bench.state.values.get(key) ?? 'null') as T;

describe('bounded counts', () => {
  it('never outgrow their limit by more than a quarter and keep the latest', () => {
    const set: Tallies = {};
    for (let i = 0; i < 200; i++) {
      countIn(set, `v${i}`, START + i * 1000, 8);
      expect(Object.keys(set).length).toBeLessThanOrEqual(10);
    }
    expect(set.v199).toBeDefined();
    expect(set.v0).toBeUndefined();
  });
});

describe('learning', () => {
  it('ends at ten sign-ins or fourteen days, and begins anew after sixty idle days', () => {
    const profile = newProfile(START);
    expect(isLearning(undefined, START)).toBe(true);
    for (let i = 0; i < 9; i++) learn(profile, { ip: 'a' }, START + i);
    expect(isLearning(profile, START + HOUR)).toBe(true);
    expect(isLearning(profile, START + 15 * DAY)).toBe(false);
    learn(profile, { ip: 'a' }, START + 10);
    expect(isLearning(profile, START + HOUR)).toBe(false);
    expect(isLearning(profile, START + 90 * DAY)).toBe(true);
  });

  it('takes nothing from failures, refreshed tokens or sign-ins at risk, but takes those that passed MFA', () => {
    const bench = new Bench();
    bench.run([signIn({ success: false, failure: 'badPassword' }), signIn({ mode: 'nonInteractive' })]);
    expect(bench.state.values.has(KEY)).toBe(false);
    bench.send(signIn({ providerRiskLevel: 'medium', providerRiskState: 'atRisk', requestId: 'risky' }));
    expect(stored<AccountProfile>(bench, KEY)).toMatchObject({ n: 0, pending: [{ id: 'risky' }] });
    bench.send(signIn({ providerRiskLevel: 'medium', providerRiskState: 'atRisk', mfa: true }, START + 1));
    expect(stored<AccountProfile>(bench, KEY).n).toBe(1);
    expect(stored<TenantProfile>(bench, TENANT_KEY)).toMatchObject({ n: 1, accounts: 1 });
  });

  it('learns a held-back sign-in once it is confirmed safe', () => {
    const bench = new Bench();
    bench.send(signIn({ providerRiskLevel: 'high', providerRiskState: 'atRisk', requestId: 'r' }));
    const before = stored<AccountProfile>(bench, KEY);
    const safe = learnConfirmedSafe(before, 'r');
    expect(safe.n).toBe(1);
    expect(safe.pending).toEqual([]);
    expect(before.n).toBe(0);
    expect(learnConfirmedSafe(before, 'other')).toBe(before);
  });
});

describe('unlearning', () => {
  it('takes back exactly what was learnt', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        (good, bad) => {
          const facts = (n: number) =>
            signIn({ ip: `192.0.2.${n}`, requestId: `q${n}` }).event.facts as SignInFacts;
          const profile = newProfile(START);
          for (const n of good) learn(profile, featuresOf(facts(n)), START);
          const clean = structuredClone(profile);
          learn(profile, featuresOf(facts(bad)), START + HOUR);
          const undone = unlearn(profile, [{ facts: facts(bad), time: START + HOUR }]);
          const counts = (p: AccountProfile) =>
            Object.fromEntries(Object.entries(p.seen.ip).map(([k, [c]]) => [k, c]));
          expect(undone.n).toBe(clean.n);
          expect(counts(undone)).toEqual(counts(clean));
          expect(undone.hours).toEqual(clean.hours);
        },
      ),
    );
  });

  it('drops held-back sign-ins and places of the intruder without counting them twice', () => {
    const bench = new Bench();
    const bad = signIn(
      {
        geo: LAGOS,
        ip: '102.89.1.1',
        requestId: 'x',
        providerRiskLevel: 'high',
        providerRiskState: 'atRisk',
      },
      START + HOUR,
    );
    bench.run([signIn(), bad]);
    const after = unlearn(stored<AccountProfile>(bench, KEY), [
      { facts: bad.event.facts as SignInFacts, time: START + HOUR },
    ]);
    expect(after).toMatchObject({ n: 1, pending: [] });
    expect(after.visits.map((v) => v.country)).toEqual(['DE']);
  });
});

describe('size', () => {
  it('keeps the state of a restless account near 4 KB', () => {
    const bench = new Bench();
    for (let i = 0; i < 400; i++) {
      const geo = {
        country: `C${i % 30}`,
        city: `A city with a long name ${i}`,
        latitude: i % 80,
        longitude: i % 170,
        asn: i,
      };
      bench.send(
        signIn(
          {
            mfa: true,
            ip: `198.18.${i % 250}.${i % 9}`,
            geo,
            deviceId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
            userAgent: `agent ${i}`,
            browser: `Browser${i}x`,
            os: `System${i}x`,
            appId: `00000000-0000-4000-9000-${String(i).padStart(12, '0')}`,
          },
          START + i * HOUR,
          person('ann'),
        ),
      );
    }
    const size = bench.state.values.get(KEY)?.length ?? 0;
    console.log(`profile of a restless account: ${size} bytes`);
    expect(size).toBeLessThan(4_600);
    expect(bench.state.values.get(TENANT_KEY)?.length ?? 0).toBeLessThan(120_000);
  });
});
