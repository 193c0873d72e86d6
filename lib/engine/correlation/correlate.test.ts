import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '@/lib/core/time';
import { TACTICS } from '@/lib/domain/alert';
import type { EvidenceRole } from '@/lib/domain/entity';
import { correlate } from './correlate';
import { scorePair } from './score';
import { type CorrelationSettings, DEFAULT_SETTINGS } from './settings';
import { alert, entity, incident, ReferenceDriver } from './testing';
import type { AlertNode, IncidentNode } from './types';

const s = DEFAULT_SETTINGS;
const uncapped: CorrelationSettings = { ...s, maxAlerts: Infinity, maxEntities: Infinity, maxSpan: Infinity };

const ann = entity('ann', 'account');
const pc = entity('pc', 'host');

describe('decisions', () => {
  const decide = (a: AlertNode, neighbours: AlertNode[], incidents: IncidentNode[] = [], constraints = []) =>
    correlate({ alert: a, neighbours, incidents, constraints, settings: s });

  it('opens for medium and high, leaves low alone', () => {
    expect(decide(alert('a'), []).kind).toBe('open');
    expect(decide(alert('a', { severity: 'low' }), [])).toMatchObject({ kind: 'alone', pulledIn: [] });
  });

  it('links to the incident it reaches and says why', () => {
    const b = alert('b', { entities: [ann], incidentId: 'i1' });
    const d = decide(alert('a', { entities: [ann], firstActivity: HOUR }), [b], [incident('i1')]);
    expect(d).toMatchObject({ kind: 'link', incidentId: 'i1' });
    expect(d.links[0]?.terms[0]).toMatchObject({ entityId: 'ann', rarity: 1, weight: 1 });
  });

  it('pulls loose low alerts in when a medium one reaches them', () => {
    const low = alert('low', { severity: 'low', entities: [ann] });
    expect(decide(alert('a', { entities: [ann] }), [low])).toMatchObject({ kind: 'open', pulledIn: ['low'] });
    expect(decide(alert('l2', { entities: [ann], severity: 'low' }), [low])).toMatchObject({ kind: 'alone' });
  });

  it('never reopens a resolved incident: a follow-up, which later alerts join', () => {
    const b = alert('b', { entities: [ann], incidentId: 'i1' });
    const resolved = incident('i1', { status: 'resolved' });
    expect(decide(alert('a', { entities: [ann] }), [b], [resolved])).toMatchObject({
      kind: 'followUp',
      of: 'i1',
      because: 'resolved',
    });
    const continued = [
      incident('i1', { status: 'resolved', continuedBy: 'i2' }),
      incident('i2', { followUpOf: 'i1' }),
    ];
    expect(decide(alert('a', { entities: [ann] }), [b], continued)).toMatchObject({
      kind: 'link',
      incidentId: 'i2',
    });
    expect(decide(alert('a', { entities: [ann], severity: 'low' }), [b], [resolved]).kind).toBe('alone');
  });

  it.each([
    ['150 alerts', { alertCount: 150 }, 'full'],
    ['45 days', { firstActivity: -46 * DAY }, 'full'],
    ['149 alerts', { alertCount: 149 }, null],
  ])('treats an incident of %s as full or not', (_, part, because) => {
    const b = alert('b', { entities: [ann], incidentId: 'i1' });
    const d = decide(alert('a', { entities: [ann] }), [b], [incident('i1', part)]);
    expect(d).toMatchObject(because === null ? { kind: 'link' } : { kind: 'followUp', because });
  });

  it('never overrules a person', () => {
    const b = alert('b', { entities: [ann], incidentId: 'i1' });
    const a = alert('a', { entities: [ann] });
    const forbid = [{ kind: 'forbid', alertId: 'a', incidentId: 'i1' }] as const;
    const set = { alert: a, neighbours: [b], incidents: [incident('i1'), incident('i9')], settings: s };
    expect(correlate({ ...set, constraints: forbid })).toMatchObject({
      kind: 'open',
      forbidden: [{ b: 'b' }],
    });
    const require = [{ kind: 'require', alertId: 'a', incidentId: 'i9' }, ...forbid] as const;
    expect(correlate({ ...set, constraints: require })).toMatchObject({ kind: 'link', incidentId: 'i9' });
  });
});

describe('merging', () => {
  const two = (
    one: Partial<IncidentNode>,
    other: Partial<IncidentNode>,
    constraints: readonly { kind: 'forbid'; alertId: string; incidentId: string }[] = [],
  ) =>
    correlate({
      alert: alert('a', { entities: [ann, pc] }),
      neighbours: [
        alert('b', { entities: [ann], incidentId: 'i1' }),
        alert('c', { entities: [pc], incidentId: 'i2' }),
      ],
      incidents: [
        incident('i1', { createdSequence: 1, ...one }),
        incident('i2', { createdSequence: 2, ...other }),
      ],
      constraints,
      settings: s,
    });

  it.each([
    ['the older', {}, {}, 'i1', 'i2'],
    ['more alerts before older', {}, { alertCount: 3 }, 'i2', 'i1'],
    ['an owner before more alerts', { assignedTo: 'kim' }, { alertCount: 3 }, 'i1', 'i2'],
  ])('keeps %s', (_, one, other, target, source) => {
    expect(two(one, other)).toMatchObject({ kind: 'merge', target, sources: [source] });
  });

  it.each([
    ['different owners', { assignedTo: 'kim' }, { assignedTo: 'lee' }],
    ['classified differently', { classification: 'truePositive' }, { classification: 'falsePositive' }],
    ['different determinations', { determination: 'malware' }, { determination: 'phishing' }],
    ['alerts together', { alertCount: 100 }, { alertCount: 60 }],
    ['entities together', { entityCount: 400 }, { entityCount: 200 }],
    ['days together', { firstActivity: -40 * DAY }, { lastActivity: 6 * DAY }],
    ['set them apart', { apartFrom: ['i2'] }, {}],
  ])('does not merge: %s', (reason, one, other) => {
    const d = two(one, other);
    expect(d).toMatchObject({ kind: 'link', incidentId: 'i1', notMerged: [{ incidentId: 'i2' }] });
    expect(d.notMerged[0]?.reason).toContain(reason);
    expect(d.links.map((l) => l.b)).toEqual(['b']);
  });

  it('keeps incidents apart whose alerts a person split', () => {
    expect(two({}, {}, [{ kind: 'forbid', alertId: 'c', incidentId: 'i1' }]).kind).toBe('link');
  });

  it('does not merge for a low alert', () => {
    const d = correlate({
      alert: alert('a', { entities: [ann, pc], severity: 'low' }),
      neighbours: [
        alert('b', { entities: [ann], incidentId: 'i1' }),
        alert('c', { entities: [pc], incidentId: 'i2' }),
      ],
      incidents: [incident('i1'), incident('i2')],
      constraints: [],
      settings: s,
    });
    expect(d).toMatchObject({ kind: 'link', incidentId: 'i1' });
  });
});

describe('any order of arrival', () => {
  const roles: EvidenceRole[] = ['attacker', 'compromised', 'attacked', 'source', 'unknown', 'suspicious'];
  const anyAlert = fc.record({
    at: fc.integer({ min: 0, max: 20 }),
    tactic: fc.constantFrom(...TACTICS),
    source: fc.constantFrom('azureAdIdentityProtection' as const, 'microsoftDefenderForEndpoint' as const),
    fused: fc.option(fc.constantFrom('p1', 'p2'), { freq: 6 }),
    entities: fc.uniqueArray(
      fc.record({
        n: fc.integer({ min: 0, max: 7 }),
        role: fc.constantFrom(...roles),
        distinct: fc.constantFrom(0, 3, 60),
      }),
      { selector: (e) => e.n, maxLength: 3 },
    ),
  });
  const types = ['account', 'host', 'ip', 'account', 'host', 'ip', 'oauthApplication', 'mailbox'] as const;
  const story = fc.array(anyAlert, { minLength: 2, maxLength: 12 }).map((list) =>
    list.map((x, i) =>
      alert(`a${String(i).padStart(2, '0')}`, {
        firstActivity: x.at * DAY,
        lastActivity: x.at * DAY + HOUR,
        tactic: x.tactic,
        serviceSource: x.source,
        severity: i % 3 === 0 ? 'high' : 'medium',
        ...(x.fused === null ? {} : { providerIncidentId: x.fused }),
        entities: x.entities.map((e) => entity(`e${e.n}`, types[e.n] ?? 'ip', e.role, e.distinct)),
      }),
    ),
  );

  function expected(alerts: readonly AlertNode[]): string[][] {
    let groups = alerts.map((a) => [a.alertId]);
    for (const a of alerts) {
      for (const b of alerts) {
        if (a === b || !scorePair(a, b, uncapped).linked) continue;
        const touched = groups.filter((g) => g.includes(a.alertId) || g.includes(b.alertId));
        groups = [...groups.filter((g) => !touched.includes(g)), touched.flat().sort()];
      }
    }
    return groups.sort((x, y) => ((x[0] ?? '') < (y[0] ?? '') ? -1 : 1));
  }

  const simulate = (alerts: readonly AlertNode[]): string[][] => {
    const driver = new ReferenceDriver(uncapped);
    for (const a of alerts) driver.receive(a);
    return driver.groups();
  };

  it('gives the connected components of the linked pairs', () => {
    let merged = 0;
    fc.assert(
      fc.property(
        story.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, order]) => {
          const want = expected(list);
          merged += want.some((g) => g.length > 2) ? 1 : 0;
          expect(simulate(order)).toEqual(want);
        },
      ),
      { numRuns: 300 },
    );
    expect(merged).toBeGreaterThan(30);
  });

  it('scores a pair the same from both sides', () => {
    fc.assert(
      fc.property(story, (list) => {
        const [a, b] = list;
        if (a === undefined || b === undefined) return;
        const [x, y] = [scorePair(a, b, s), scorePair(b, a, s)];
        expect([x.score, x.linked, x.bonuses]).toEqual([y.score, y.linked, y.bonuses]);
        expect(x.terms.map((t) => [t.entityId, t.score, t.roleHere])).toEqual(
          y.terms.map((t) => [t.entityId, t.score, t.roleThere]),
        );
      }),
    );
  });

  it('never makes an incident of low alerts only', () => {
    fc.assert(
      fc.property(story, (list) => {
        const driver = new ReferenceDriver(s);
        for (const a of list)
          driver.receive({
            ...a,
            severity: 'low',
            ...(a.providerIncidentId ? { providerIncidentId: a.alertId } : {}),
          });
        expect(driver.groups()).toEqual([]);
      }),
    );
  });
});
