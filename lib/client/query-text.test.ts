import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFragment, queryAt, toFragment } from './query-text';

describe('the query at a place', () => {
  const text = 'A\n| take 1\n\nlet x = 1;\n\n// why\n\nB | where y == x\n\n\nC';
  it.each([
    [0, 'A\n| take 1', 0],
    [5, 'A\n| take 1', 0],
    [13, 'let x = 1;\n\n// why\n\nB | where y == x', 12],
    [text.indexOf('B |'), 'let x = 1;\n\n// why\n\nB | where y == x', 12],
    [text.length, 'C', text.length - 1],
  ])('at %d', (position, expected, offset) => {
    expect(queryAt(text, position)).toEqual({ text: expected, offset });
  });

  it('is empty where there is none', () => {
    expect(queryAt('  \n\n ', 1)).toEqual({ text: '', offset: 0 });
  });

  it('is a part of the text, at its offset', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ';', '\n', ' ', '/', '|') }),
        fc.nat(40),
        (all, at) => {
          const { text: part, offset } = queryAt(all, at);
          expect(all.slice(offset, offset + part.length)).toBe(part);
        },
      ),
    );
  });
});

describe('a fragment', () => {
  it('holds any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const fragment = await toFragment(text);
        expect(fragment).toMatch(/^[\w-]*$/);
        expect(await fromFragment(fragment)).toBe(text);
      }),
    );
  });

  it('that is none is told', async () => {
    expect(await fromFragment('???')).toBeNull();
    expect(await fromFragment('abcdef')).toBeNull();
  });
});
