import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Signal } from '@/lib/domain/alert';
import { EVIDENCE_ROLES, type EvidenceItem } from '@/lib/domain/entity';
import type { ExclusionCondition } from '@/lib/domain/exclusion';
import { proposeConditions } from './exclusion-proposal';
import { exclusionFor } from './exclusions';
import { DEFAULT_DETECTION_SETTINGS } from './settings';
import { eventOf, person, START } from './testing';
import type { Exclusion, ResolvedEvent } from './types';

const DETECTOR = 'endpoint.made-up';
const account = (name: string): EvidenceItem => ({
  ...person(name),
  role: 'compromised',
  verdict: 'suspicious',
});
const address = (value: string): EvidenceItem => ({
  type: 'ip',
  ids: [{ kind: 'address', value }],
  name: value,
  role: 'attacker',
  verdict: 'unknown',
});
const process = (commandLine: string): EvidenceItem => ({
  type: 'process',
  ids: [{ kind: 'processKey', value: `pc|${commandLine.length}|a1` }],
  name: 'tool.exe',
  role: 'suspicious',
  verdict: 'suspicious',
  props: { commandLine, path: 'C:\\tool.exe' },
});

const signalOf = (evidence: readonly EvidenceItem[], title = 'Made up'): Signal => ({
  detectorId: DETECTOR,
  key: 'k',
  repeatWindow: 0,
  title,
  description: '',
  severity: 'medium',
  serviceSource: 'throughline',
  detectionSource: 'throughline',
  domain: 'endpoint',
  tactic: 'Execution',
  techniques: [],
  firstActivity: START,
  lastActivity: START,
  evidence,
  rowIds: [],
  reasons: [],
});
const entity = (item: EvidenceItem, entityId: string | null = null): ExclusionCondition => ({
  on: 'entity',
  type: item.type,
  name: item.name,
  entityId,
  identifiers: [...item.ids],
});
const bare = eventOf({ kind: 'other' });
const isQuiet = (
  conditions: readonly ExclusionCondition[],
  signal: Signal,
  event: ResolvedEvent = bare,
  rest: Partial<Exclusion> = {},
): boolean => {
  const exclusion = { id: 'x', detectorId: DETECTOR, conditions, expiresAt: null, ...rest };
  const settings = { ...DEFAULT_DETECTION_SETTINGS, exclusions: [exclusion] };
  return exclusionFor(signal, event, settings) !== undefined;
};

describe('an exclusion', () => {
  const signal = signalOf([account('ann'), address('203.0.113.7'), process('tool.exe -x')]);

  it.each<[string, ExclusionCondition[], boolean]>([
    ['one that holds', [entity(account('ann'))], true],
    ['all hold', [entity(account('ann')), entity(address('203.0.113.7'))], true],
    ['one of two does not', [entity(account('ann')), entity(address('203.0.113.8'))], false],
    [
      'the command line, in any case',
      [{ on: 'process', property: 'commandLine', value: 'TOOL.exe -X' }],
      true,
    ],
    ['another command line', [{ on: 'process', property: 'commandLine', value: 'tool.exe -y' }], false],
    ['the path', [{ on: 'process', property: 'path', value: 'c:\\tool.exe' }], true],
    ['the title', [{ on: 'title', value: 'Made up' }], true],
    ['another title', [{ on: 'title', value: 'Other' }], false],
    ['none: it would silence everything', [], false],
  ])('matches when all of its conditions hold: %s', (_, conditions, expected) => {
    expect(isQuiet(conditions, signal)).toBe(expected);
  });

  it('knows an account by its entity under a name that it was not made from', () => {
    const event = { ...eventOf({ kind: 'other' }, { actor: person('a.smith') }), actorId: 'entity-1' };
    const conditions = [entity(account('ann'), 'entity-1')];
    expect(isQuiet(conditions, signalOf([]), event)).toBe(true);
    expect(isQuiet([entity(account('ann'), 'entity-2')], signalOf([]), event)).toBe(false);
  });

  it('ends by the time of the event', () => {
    const conditions = [entity(account('ann'))];
    expect(isQuiet(conditions, signal, bare, { expiresAt: START + 1 })).toBe(true);
    expect(isQuiet(conditions, signal, bare, { expiresAt: START })).toBe(false);
  });

  it('is about one detector', () => {
    expect(isQuiet([entity(account('ann'))], signal, bare, { detectorId: 'other' })).toBe(false);
  });
});

const stored = (items: readonly EvidenceItem[]) =>
  items.map((item, index) => ({
    entityId: `e${index}`,
    type: item.type,
    name: item.name,
    role: item.role,
    props: item.props ?? {},
    identifiers: item.ids,
  }));
const proposed = (items: readonly EvidenceItem[], count = 1, detectorId = DETECTOR) =>
  proposeConditions({ detectorId, title: 'Made up', count, evidence: stored(items) }).filter(
    (offer) => offer.proposed,
  );

describe('the proposal', () => {
  it('is this process by this account from this address, not the run of it', () => {
    expect(
      proposed([account('ann'), address('203.0.113.7'), process('tool.exe -x')]).map(({ condition }) =>
        condition.on === 'entity' ? condition.name : condition.value,
      ),
    ).toEqual(['ann@contoso.com', '203.0.113.7', 'tool.exe -x']);
  });

  it('leaves out what varied between the signals, and a crowd', () => {
    const two = [account('ann'), address('203.0.113.7'), address('203.0.113.8')];
    expect(proposed(two, 1)).toHaveLength(3);
    expect(proposed(two, 5)).toHaveLength(1);
    expect(proposed([...two, address('203.0.113.9')], 1)).toHaveLength(1);
  });

  it('keeps to the title where a detector tells many facts', () => {
    const offers = proposed([account('ann')], 1, 'provider.alert');
    expect(offers.map(({ condition, required }) => [condition.on, required])).toEqual([
      ['title', true],
      ['entity', false],
    ]);
  });

  const item = fc
    .tuple(
      fc.constantFrom(account, address, process),
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.constantFrom(...EVIDENCE_ROLES),
    )
    .map(([make, name, role]): EvidenceItem => ({ ...make(name), role }));

  it('would have kept the alert quiet, and every wider one too', () => {
    fc.assert(
      fc.property(fc.uniqueArray(item, { selector: (i) => `${i.type} ${i.name}`, maxLength: 8 }), (items) => {
        const conditions = proposed(items).map(({ condition }) => condition);
        fc.pre(conditions.length > 0);
        const signal = signalOf(items);
        expect(isQuiet(conditions, signal)).toBe(true);
        for (const one of conditions) expect(isQuiet([one], signal)).toBe(true);
      }),
    );
  });
});
