import { describe, expect, it } from 'vitest';
import { layoutText, moved, ordered, parseLayout, withSetting } from './grid-layout';
import type { GridColumn } from './result-rows';

const columns: GridColumn[] = ['a', 'b', 'c', 'd'].map((name, index) => ({
  ...{ name, index, type: 'string', width: 10 },
  ...{ isPinned: false, isShown: name !== 'c' },
}));
const names = (text: string) => ordered(columns, parseLayout(text)).map(({ name }) => name);

describe('how columns stand', () => {
  it('is written and read alike, whatever a column is called', () => {
    const text = layoutText([
      { name: 'a;b,c d', isShown: true, isPinned: true, width: 30 },
      { name: 'x', isShown: false, isPinned: false, width: null },
    ]);
    expect(text).not.toContain(' ');
    expect(layoutText(parseLayout(text))).toBe(text);
    expect(parseLayout('%E0%A4%A,;p,a;w9999,b;w900;zz')).toEqual([
      { name: 'a', isShown: null, isPinned: false, width: null },
      { name: 'b', isShown: null, isPinned: false, width: 160 },
    ]);
  });

  it('follows the result where nothing is set, and names that are not there do nothing', () => {
    expect(names('')).toEqual(['a', 'b', 'c', 'd']);
    expect(names('nothing,d')).toEqual(['d', 'a', 'b', 'c']);
    expect(names('d;p,b')).toEqual(['d', 'b', 'a', 'c']);
  });

  it('sets one column and leaves the others where they are', () => {
    const layout = withSetting(columns, parseLayout('d'), 'b', { isShown: false, width: 20 });
    expect(layoutText(layout)).toBe('d,a,b;h;w20,c');
    expect(ordered(columns, layout).find(({ name }) => name === 'b')).toMatchObject({
      isShown: false,
      width: 20,
    });
  });

  it('moves a column past those that are hidden, never between pinned and others', () => {
    expect(layoutText(moved(columns, [], 'b', 1))).toBe('a,c,d,b');
    expect(layoutText(moved(columns, [], 'a', -1))).toBe('');
    const pinned = parseLayout('a;p');
    expect(moved(columns, pinned, 'b', -1)).toBe(pinned);
  });
});
