import { describe, expect, it } from 'vitest';
import { matchKey, spell } from './shortcut-keys';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('spell', () => {
  it.each([
    [press('j'), 'j'],
    [press('?'), '?'],
    [press('J', { shiftKey: true }), 'J'],
    [press('ArrowDown'), 'ArrowDown'],
    [press('ArrowDown', { shiftKey: true }), 'shift+ArrowDown'],
    [press('k', { ctrlKey: true }), 'mod+k'],
    [press('K', { metaKey: true }), 'mod+k'],
    [press('k', { altKey: true }), null],
  ])('%o is %s', (event, spelled) => expect(spell(event)).toBe(spelled));
});

describe('matchKey', () => {
  const known = new Set(['i', 'g i', 'g h', 'mod+k']);
  it('finds a single key', () =>
    expect(matchKey(known, 'i', null, 0)).toEqual({ match: 'i', pending: null }));
  it('waits for the second key of a sequence', () =>
    expect(matchKey(known, 'g', null, 5)).toEqual({ match: null, pending: { key: 'g', at: 5 } }));
  it('prefers the sequence that a key ends', () =>
    expect(matchKey(known, 'i', { key: 'g', at: 5 }, 900)).toEqual({ match: 'g i', pending: null }));
  it('forgets a sequence that was not ended in time', () =>
    expect(matchKey(known, 'i', { key: 'g', at: 0 }, 1_001)).toEqual({ match: 'i', pending: null }));
  it('knows nothing of other keys', () =>
    expect(matchKey(known, 'z', { key: 'g', at: 0 }, 1)).toEqual({ match: null, pending: null }));
});
