import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '@/lib/core/time';
import { TACTICS } from '@/lib/domain/alert';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import { detectionCatalogue } from './catalogue';
import { addStateKeys, DETECTORS, detect, stateLifetime } from './index';
import { inBlock } from './networks';
import { DEFAULT_DETECTION_SETTINGS } from './settings';
import { BERLIN, Bench, eventOf, LAGOS, person, START, signIn } from './testing';
import type { StateStore } from './types';

describe('detectors', () => {
  it('have unique ids, ATT&CK techniques and a source', () => {
    const ids = DETECTORS.map((d) => d.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const d of DETECTORS) {
      expect(TACTICS, d.id).toContain(d.tactic);
      expect(
        d.techniques.every((t) => /^T\d{4}(?:\.\d{3})?$/.test(t)),
        d.id,
      ).toBe(true);
      expect(d.source.length, d.id).toBeGreaterThan(10);
    }
  });

  it('are listed in docs/detections.md as they are', () => {
    const catalogue = detectionCatalogue(DETECTORS);
    if (process.env.UPDATE_DOCS) writeFileSync('docs/detections.md', catalogue);
    expect(readFileSync('docs/detections.md', 'utf8')).toBe(catalogue);
  });

  it('know how long their state is of use', () => {
    expect(stateLifetime('address:192.0.2.1')).toBeGreaterThan(HOUR);
    expect(() => stateLifetime('unknown:1')).toThrow(/no lifetime/);
  });
});

describe('exclusions', () => {
  it('silence one detector for one address, account or host, and no other', () => {
    const tor = signIn({ ip: '185.220.101.1', geo: { ...BERLIN, anonymizer: 'tor' } });
    const exclude = (detectorId: string, value: string, kind: 'address' | 'upn' = 'address') =>
      new Bench({
        exclusions: [
          {
            id: 'x',
            detectorId,
            conditions: [
              {
                on: 'entity',
                type: kind === 'upn' ? 'account' : 'ip',
                name: value,
                entityId: null,
                identifiers: [{ kind, value }],
              },
            ],
            expiresAt: null,
          },
        ],
      }).run([tor]).length;
    expect(new Bench().run([tor])).toHaveLength(1);
    expect(exclude('identity.anonymous-ip', '185.220.101.1')).toBe(0);
    expect(exclude('identity.anonymous-ip', 'ann@contoso.com', 'upn')).toBe(0);
    expect(exclude('identity.anonymous-ip', '185.220.101.2')).toBe(1);
    expect(exclude('identity.new-country', '185.220.101.1')).toBe(1);
  });
});

describe('networks', () => {
  it('matches blocks of both families to the bit', () => {
    expect(inBlock('10.1.2.3', '10.0.0.0/8')).toBe(true);
    expect(inBlock('11.1.2.3', '10.0.0.0/8')).toBe(false);
    expect(inBlock('192.0.2.129', '192.0.2.128/25')).toBe(true);
    expect(inBlock('192.0.2.127', '192.0.2.128/25')).toBe(false);
    expect(inBlock('2001:db8::1', '2001:db8::/32')).toBe(true);
    expect(inBlock('2001:db9::1', '2001:db8::/32')).toBe(false);
    expect(inBlock('::ffff:10.1.2.3', '10.0.0.0/8')).toBe(true);
    expect(inBlock('nonsense', '10.0.0.0/8')).toBe(false);
  });
});

describe('state', () => {
  it('is only touched under declared keys, however little a sign-in tells', () => {
    const { requestId: _, ...bare } = signIn().event.facts as SignInFacts;
    const { ip: __, geo: ___, ...nowhere } = bare;
    const variants = [bare, nowhere].flatMap((facts) => [
      facts,
      { ...facts, success: false, failure: 'badPassword' as const },
      { ...facts, success: false, failure: 'disabled' as const },
      { ...facts, mode: 'nonInteractive' as const, sessionId: 's' },
      { ...facts, mode: 'servicePrincipal' as const },
    ]);
    const bench = new Bench();
    for (let round = 0; round < 15; round++) {
      for (const facts of variants) {
        bench.send(eventOf(facts, { actor: person('ann'), time: START + round * HOUR }));
        bench.send(eventOf(facts, { time: START + round * HOUR }));
      }
    }
    expect(bench.state.values.size).toBeGreaterThan(3);
  });
});

describe('the engine', () => {
  const stream = () =>
    Array.from({ length: 60 }, (_, i) =>
      signIn(
        i % 7 === 6
          ? { ip: '102.89.1.1', geo: LAGOS, browser: 'Firefox 1', requestId: `r${i}` }
          : { requestId: `r${i}`, mfa: true },
        START + i * HOUR,
        person(`user${i % 2}`),
      ),
    );

  it('gives the same signals and state however it is run', () => {
    const events = stream();
    const a = new Bench();
    const b = new Bench();
    const first = a.run(events);
    const second = events.flatMap((e) => b.run([e]));
    expect(first.length).toBeGreaterThan(0);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect([...b.state.values]).toEqual([...a.state.values]);
  });

  it('takes about ten microseconds for a sign-in with warm state', () => {
    const values = new Map<string, unknown>();
    const state: StateStore = {
      read: <T>(key: string) => values.get(key) as T | undefined,
      write: (key, value) => void values.set(key, value),
    };
    const events = Array.from({ length: 20_000 }, (_, i) =>
      signIn(
        {
          ip: `87.1.${i % 50}.${i % 200}`,
          mfa: i % 3 === 0,
          deviceId: `d${i % 200}`,
          sessionId: `s${i % 400}`,
        },
        START + i * MINUTE,
        person(`user${i % 200}`),
      ),
    );
    const run = (part: typeof events) => {
      const from = process.cpuUsage().user;
      for (const e of part) detect(e, { state, settings: DEFAULT_DETECTION_SETTINGS, now: e.event.time });
      return (process.cpuUsage().user - from) / part.length;
    };
    run(events.slice(0, 10_000));
    const detectCost = run(events.slice(10_000));
    const from = process.cpuUsage().user;
    const keys = new Set<string>();
    for (const e of events) addStateKeys(e, keys);
    const keysCost = (process.cpuUsage().user - from) / events.length;
    console.log(
      `detect: ${detectCost.toFixed(2)} µs, addStateKeys: ${keysCost.toFixed(2)} µs of CPU per sign-in`,
    );
    // Processor time, not the clock, since machines are shared; the bound leaves room for slower ones.
    expect(detectCost).toBeLessThan(40);
  });
});
