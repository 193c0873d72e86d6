import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBuffer } from './line-buffer';

describe('lines as bytes', () => {
  it('holds the UTF-8 of every line, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3_000 })), (lines) => {
        const buffer = new LineBuffer();
        const taken = lines.map((line) => buffer.add(line));
        const expected = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        expect(buffer.view().equals(expected)).toBe(true);
        expect(taken.reduce((sum, n) => sum + n, 0)).toBe(buffer.length);
      }),
    );
  });

  it('starts again after a clear', () => {
    const buffer = new LineBuffer();
    buffer.add('x'.repeat(10_000));
    buffer.clear();
    buffer.add('é');
    expect(buffer.view().toString()).toBe('é\n');
  });
});
