import { describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import { whyNotLinked, withoutEntity } from './explain';
import { DEFAULT_SETTINGS } from './settings';
import { alert, entity } from './testing';

const s = DEFAULT_SETTINGS;
const ann = entity('ann', 'account');
const at = (day: number) => ({ firstActivity: day * DAY, lastActivity: day * DAY });

describe('why not linked', () => {
  it('says that nothing is shared', () => {
    const e = whyNotLinked(alert('a', { entities: [ann] }), alert('b'), s);
    expect(e).toMatchObject({ shortfall: s.threshold, gap: 0 });
    expect(e.sentences).toEqual(['They share no entity that both name by a strong identifier.']);
  });

  it('prints what counts nothing and what would tip it', () => {
    const nat = entity('nat', 'ip', 'attacker', 40);
    const hub = whyNotLinked(alert('a', { entities: [nat] }), alert('b', { entities: [nat] }), s);
    expect(hub.sentences[0]).toBe('nat counts nothing: hub: 40 accounts and hosts in 30 days.');
    const far = whyNotLinked(alert('a', { entities: [ann] }), alert('b', { entities: [ann], ...at(9) }), s);
    expect(far.pair.linked).toBe(false);
    expect(far.shortfall).toBeCloseTo(s.threshold - 2 ** (-9 / 7), 2);
    expect(far.sentences[0]).toBe('Nearer in time, ann alone would link them.');
  });

  it('says when they are linked', () => {
    const e = whyNotLinked(alert('a', { entities: [ann] }), alert('b', { entities: [ann] }), s);
    expect(e).toMatchObject({ shortfall: 0, sentences: ['Linked: 1 reaches the threshold of 0.5.'] });
  });
});

describe('replay without an entity', () => {
  const pc = entity('pc', 'host');
  const alerts = [
    alert('a', { entities: [ann] }),
    alert('b', { entities: [ann, pc] }),
    alert('c', { entities: [pc] }),
    alert('d', { entities: [ann] }),
  ];

  it('shows which groups it alone held together', () => {
    const replay = withoutEntity(alerts, 'ann', s);
    expect(replay.before).toEqual([['a', 'b', 'c', 'd']]);
    expect(replay.after).toEqual([['b', 'c'], ['a'], ['d']]);
    expect(replay.lost.map((p) => p.a + p.b)).toEqual(['ab', 'ad', 'bd']);
  });

  it('changes nothing for an entity that none of them holds', () => {
    const replay = withoutEntity(alerts, 'nobody', s);
    expect(replay.after).toEqual(replay.before);
    expect(replay.lost).toEqual([]);
  });
});
