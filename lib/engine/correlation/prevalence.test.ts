import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import type { CanonicalEvent, EventFacts } from '@/lib/domain/event';
import { observations } from './observations';
import {
  emptyPrevalence,
  evidenceKey,
  extendBaseline,
  isHub,
  mergePrevalence,
  observe,
  prevalenceAt,
  rarityOf,
} from './prevalence';
import { scorePair } from './score';
import { DEFAULT_SETTINGS } from './settings';
import { alert, entity } from './testing';

const s = DEFAULT_SETTINGS;
const tenant = { firstDay: 100, lastDay: 200 };

describe('prevalence', () => {
  it('counts the baseline that ends 24 h before the alert, 30 days long', () => {
    const state = emptyPrevalence();
    observe(state, 'old', 100);
    observe(state, 'in', 150);
    observe(state, 'yesterday', 159);
    expect(prevalenceAt(state, 160, tenant, 'unknown')).toEqual({ distinct: 1, baselineDays: 30 });
    expect(prevalenceAt(state, 162, tenant, 'unknown').distinct).toBe(2);
    expect(prevalenceAt(state, 105, { firstDay: 100, lastDay: 105 }, 'unknown').baselineDays).toBe(4);
    expect(prevalenceAt(undefined, 105, undefined, 'unknown')).toEqual({ distinct: 0, baselineDays: 0 });
  });

  it('does not make an attacker a hub by its own attack', () => {
    const state = emptyPrevalence();
    for (let i = 0; i < 40; i++) observe(state, `user${i}`, 157);
    expect(isHub(prevalenceAt(state, 160, tenant, 'unknown'), s.types.ip)).toBe(true);
    expect(isHub(prevalenceAt(state, 160, tenant, 'attacker'), s.types.ip)).toBe(false);
    expect(isHub(prevalenceAt(state, 180, tenant, 'attacker'), s.types.ip)).toBe(true);
  });

  it('lets a person pin', () => {
    expect(rarityOf({ distinct: 0, baselineDays: 30, pinned: 'hub' }, s.types.ip)).toBe(0);
    expect(rarityOf({ distinct: 99, baselineDays: 30, pinned: 'notHub' }, s.types.ip)).toBe(1);
  });

  it('is bounded and the same in any order, whole or merged', () => {
    const contact = fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(contact, { maxLength: 300 }), fc.nat(300), (contacts, cut) => {
        const build = (list: typeof contacts) => {
          const state = emptyPrevalence();
          for (const [n, day] of list) observe(state, `u${n}`, day);
          return state;
        };
        const whole = build(contacts);
        const merged = mergePrevalence(build(contacts.slice(0, cut)), build(contacts.slice(cut)));
        expect(Object.keys(whole.seen).length).toBeLessThanOrEqual(64);
        expect(Object.keys(merged.seen).sort()).toEqual(Object.keys(whole.seen).sort());
        expect(build([...contacts].reverse()).seen).toEqual(build(contacts).seen);
        for (const [first, last] of Object.values(whole.seen)) expect(first).toBeLessThanOrEqual(last);
      }),
    );
  });

  it('changes nothing, and says so, for a contact it knows', () => {
    const state = emptyPrevalence();
    expect([observe(state, 'a', 5), observe(state, 'a', 5), observe(state, 'a', 6)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(extendBaseline(tenant, 150)).toBe(tenant);
  });

  it('names what is measured', () => {
    expect(
      evidenceKey({ type: 'file', name: 'CMD.exe', ids: [{ kind: 'path', value: 'c:\\cmd.exe' }] }, 'x'),
    ).toBe('prevalence|process|cmd.exe');
    expect(
      evidenceKey({ type: 'url', name: '', ids: [{ kind: 'url', value: 'https://Login.x.com/a?b' }] }, 'x'),
    ).toBe('prevalence|domain|login.x.com');
    expect(evidenceKey({ type: 'account', name: '', ids: [] }, 'x')).toBe('prevalence|account|x');
    expect(evidenceKey({ type: 'registryKey', name: '', ids: [] }, 'x')).toBeNull();
  });
});

describe('observations', () => {
  const event = (facts: EventFacts): CanonicalEvent => ({
    rowId: 'r',
    table: 'SigninLogs',
    time: 3 * DAY,
    facts,
  });
  const signIn = (success: boolean): EventFacts => ({
    kind: 'signIn',
    mode: 'interactive',
    success,
    ip: '8.8.8.8',
    appId: 'app',
  });

  it('counts what succeeded, not what was refused', () => {
    expect(observations({ event: event(signIn(true)), actorId: 'actor-1-long' })).toContainEqual({
      key: 'prevalence|ip|8.8.8.8',
      counterpart: 'actor-1-',
      day: 3,
    });
    expect(observations({ event: event(signIn(false)), actorId: 'actor-1-long' })).toEqual([]);
    expect(observations({ event: event(signIn(true)) })).toEqual([]);
  });
});

describe('scores', () => {
  const pair = (a: Parameters<typeof alert>[1], b: Parameters<typeof alert>[1]) =>
    scorePair(alert('a', a), alert('b', b), s);

  it.each([
    ['hub', entity('nat', 'ip', 'attacker', 30)],
    ['role', entity('ann', 'account', 'attacked')],
    ['role', entity('pc', 'host', 'source')],
    ['baseline', entity('ip', 'ip', 'attacker', 0, 3)],
  ])('a single shared entity counts nothing: %s', (reason, shared) => {
    const p = pair({ entities: [shared] }, { entities: [shared] });
    expect(p).toMatchObject({ linked: false, score: 0 });
    expect(p.terms[0]?.excluded).toContain(reason);
  });

  it('respects windows and the way of the story', () => {
    const ann = entity('ann', 'account');
    const at = (day: number) => ({ firstActivity: day * DAY, lastActivity: day * DAY });
    expect(pair({ entities: [ann] }, { entities: [ann], ...at(15) }).terms[0]?.excluded).toContain('window');
    const back = pair(
      { entities: [ann], tactic: 'Impact' },
      { entities: [ann], ...at(3), tactic: 'InitialAccess' },
    );
    expect(back.terms[0]?.excluded).toContain('progress');
    expect(pair({ entities: [ann] }, { entities: [ann], ...at(3) }).linked).toBe(true);
  });

  it('an address needs a baseline alone, and none beside another link', () => {
    const ip = entity('ip', 'ip', 'attacker', 0, 3);
    const pc = entity('pc', 'host', 'source');
    expect(pair({ entities: [ip, pc] }, { entities: [ip, pc] }).linked).toBe(true);
  });

  it('counts an account and its mailbox, or a name and its address, once; a victim and what it contacted twice', () => {
    const c2 = entity('c2.example', 'domain', 'commandAndControl', 0, 3);
    const c2Address = entity('203.0.113.9', 'ip', 'commandAndControl', 0, 3);
    const victim = entity('198.51.100.7', 'ip', 'compromised', 0, 3);
    expect(pair({ entities: [c2, c2Address] }, { entities: [c2, c2Address] }).linked).toBe(false);
    expect(pair({ entities: [c2, victim] }, { entities: [c2, victim] }).linked).toBe(true);
    const person = [entity('ann', 'account', 'source'), entity('ann@x', 'mailbox', 'source')];
    expect(pair({ entities: person }, { entities: person }).linked).toBe(false);
  });

  it('joins of a spray only the account that signed in', () => {
    const ip = entity('ip', 'ip', 'attacker');
    const spray = {
      entities: [ip, entity('ann', 'account', 'attacked'), entity('bob', 'account', 'compromised')],
    };
    expect(pair(spray, { entities: [entity('ann', 'account')] }).linked).toBe(false);
    expect(pair(spray, { entities: [entity('bob', 'account')] }).linked).toBe(true);
  });

  it('does not bridge through a list of accounts without roles', () => {
    const list = Array.from({ length: 6 }, (_, i) => entity(`u${i}`, 'account', 'unknown'));
    expect(pair({ entities: list }, { entities: [entity('u0', 'account')] }).linked).toBe(false);
    expect(pair({ entities: list.slice(0, 2) }, { entities: [entity('u0', 'account')] }).linked).toBe(true);
  });

  it('keeps what a vendor fused together, and weighs what it kept apart at half', () => {
    const pc = entity('pc', 'host');
    const fused = { serviceSource: 'thirdParty' as const, providerIncidentId: 'p1' };
    expect(pair(fused, fused)).toMatchObject({ linked: true, terms: [] });
    const other = pair({ ...fused, entities: [pc] }, { ...fused, providerIncidentId: 'p2', entities: [pc] });
    expect(other).toMatchObject({ linked: false, score: 0.4 });
    const summary = { containsAlertIds: ['x'], entities: [pc] };
    expect(pair(summary, { providerAlertId: 'x', entities: [] }).linked).toBe(true);
    expect(pair(summary, { providerAlertId: 'y', entities: [pc] })).toMatchObject({
      linked: false,
      score: 0.4,
    });
    const both = [pc, entity('ann', 'account')];
    expect(pair({ ...summary, entities: both }, { entities: both }).linked).toBe(true);
  });
});
