import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListLayout } from './list-layout';

const section = fc.record({
  key: fc.string(),
  count: fc.nat(20),
  isFolded: fc.boolean(),
});

describe('the lines of a list', () => {
  it('hold each section in its order, each row once, and know the way back', () => {
    fc.assert(
      fc.property(fc.array(section, { minLength: 1, maxLength: 8 }), fc.boolean(), (sections, heads) => {
        const layout = new ListLayout(sections, heads);
        const expected = sections.flatMap(({ count, isFolded }, at) => [
          ...(heads ? [{ kind: 'head', section: at }] : []),
          ...Array.from({ length: isFolded ? 0 : count }, (_, index) => ({
            kind: 'row',
            section: at,
            index,
          })),
        ]);
        const lines = Array.from({ length: layout.length }, (_, line) => layout.at(line));
        expect(lines).toEqual(expected);
        for (const [line, slot] of lines.entries())
          if (slot?.kind === 'row') expect(layout.lineOf(slot.section, slot.index)).toBe(line);
        expect(layout.at(-1)).toBeNull();
        expect(layout.at(layout.length)).toBeNull();
      }),
    );
  });

  it('names the blocks that a range touches', () => {
    const layout = new ListLayout(
      [
        { key: 'a', count: 120, isFolded: false },
        { key: 'b', count: 10, isFolded: true },
        { key: 'c', count: 60, isFolded: false },
      ],
      true,
    );
    expect(layout.blocks(98, 125, 50)).toEqual([
      { section: 0, block: 1 },
      { section: 0, block: 2 },
      { section: 2, block: 0 },
    ]);
    expect(layout.blocks(-5, 2, 50)).toEqual([{ section: 0, block: 0 }]);
    expect(layout.blocks(5_000, 6_000, 50)).toEqual([]);
  });
});
